"""`hewei pack`: make the skeleton of a new place, check a pack, load it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.cli.print_findings import print_findings
from workflows.config import read_settings
from workflows.domain.finding import Finding, refuses
from workflows.usecases.app import App
from workflows.usecases.check_pack import check_pack
from workflows.usecases.load_pack import load_pack
from workflows.usecases.new_pack import new_pack
from workflows.usecases.take_letter import take_letter

pack = typer.Typer(no_args_is_help=True, help="辖区包 / packs")


@pack.command("list")
def list_packs() -> None:
    """列出可以装入的辖区包及其文件夹。 List every pack that can be loaded, with its folder."""
    app = bootstrap(read_settings())
    table = Table("pack", "title", "folder")
    for each in app.catalogue.packs.values():
        table.add_row(each.id, each.title, str(app.catalogue.pack_folder(each.id)))
    Console().print(table)


@pack.command("new")
def new(
    ident: Annotated[str, typer.Argument(metavar="ID", help="编号，如 pinghe / id, such as pinghe")],
    title: Annotated[str, typer.Option(help="名称，如 平和县 / title")],
    folder: Annotated[Path | None, typer.Option(help="放在哪个文件夹 / made in this folder")] = None,
) -> None:
    """新建完整的小辖区包，附示例机构和人员，可以立即装入。 Make a small complete pack that can be loaded at once."""
    made = new_pack(folder or read_settings().packs, ident, title)
    Console(soft_wrap=True).print(f"已生成 / made: {made}\n下一步 / next: hewei pack check {ident}")


@pack.command("letter")
def letter(
    ident: Annotated[str, typer.Argument(metavar="ID", help="辖区包编号 / id of the pack")],
    document: Annotated[str, typer.Argument(help="文书编号，如 rights-notice / id of the letter")],
) -> None:
    """把通用文书拿到自己的辖区包里，改成当地写法。 Take a letter of the stock into a pack, to write it anew there."""
    taken = take_letter(bootstrap(read_settings()), ident, document)
    Console(soft_wrap=True).print(f"已取用 / taken: {taken}\n下一步 / next: hewei pack check {ident}")


@pack.command("check")
def check(
    which: Annotated[str, typer.Argument(metavar="ID|FOLDER", help="编号或者文件夹 / id or folder")],
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """核对辖区包的每个文件，不装入；有错误返回 1。 Check every file of a pack; exit 1 on errors. Nothing is loaded."""
    found = check_one(bootstrap(read_settings()), which)
    if as_json:
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    else:
        print_findings(Console(highlight=False, soft_wrap=True), found)
    if refuses(found):
        raise typer.Exit(1)


@pack.command("load")
def load(ident: Annotated[str, typer.Argument(metavar="ID", help="编号 / id")]) -> None:
    """装入辖区包；有错误的拒绝，什么都不变。 Load a pack; one with an error is refused and changes nothing."""
    app = bootstrap(read_settings())
    app.store.prepare()
    brought = load_pack(app, ident)
    print("  ".join(f"{what}={number}" for what, number in brought.items()))


def check_one(app: App, which: str) -> list[Finding]:
    """Return what is wrong in the pack with this id, or in this folder.

    Raises:
        UnknownPack: there is none.
    """
    folder = Path(which)
    if (folder / "pack.toml").is_file():
        return check_pack(app, folder, str(folder))
    app.catalogue.pack(which)
    return check_pack(app, app.catalogue.pack_folder(which))
