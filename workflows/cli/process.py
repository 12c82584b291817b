"""`hewei process`: published procedures, what changed between two versions, and publishing what is on the shelf."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.cli.case import Login, actor_named
from workflows.cli.migration import migrate, published_in, replay
from workflows.clock import CHINA
from workflows.config import read_settings
from workflows.domain.procedure import ProcedureVersion
from workflows.engine.changes import Change, changes
from workflows.errors import UnknownProcedure
from workflows.store import Tx
from workflows.usecases.propose_procedure import propose_procedure
from workflows.usecases.publish_procedure import publish_stock
from workflows.usecases.publish_working import publish_working

process = typer.Typer(no_args_is_help=True, help="程序 / procedures")
process.command("migrate")(migrate)
process.command("replay")(replay)


@process.command("list")
def list_versions(
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """列出发布过的各版，新的在前。 List every published version, newest first."""
    app = bootstrap(read_settings())
    with app.store.read() as tx:
        rows = [_row(each) for each in tx.procedures.versions()]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table("procedure", "pack", "number", "title", "digest", "published")
    for row in rows:
        table.add_row(*row.values())
    Console().print(table)


@process.command("publish")
def publish(
    procedure: Annotated[str, typer.Argument(help="程序编号 / id of the procedure")],
    pack: Annotated[str, typer.Option(help="辖区包 / pack")] = "",
    login: Annotated[
        str, typer.Option("--as", help="以设计员（登录名）的名义发布画好的 / what was drawn, for a designer")
    ] = "",
    note: Annotated[str, typer.Option(help="这次改了什么 / what was changed")] = "",
) -> None:
    """发布随附的程序，或以 --as 发布画好的；没有改动的不出新版。 Publish a procedure as shipped, or as drawn (--as)."""
    app = bootstrap(read_settings())
    app.store.prepare()
    if login:
        version = publish_working(app, actor_named(app, login), procedure, note=note).version
    else:
        version = publish_stock(app, procedure, pack)
    print(f"{version.procedure} v{version.number} {version.digest[:12]}")


@process.command("propose")
def propose(
    procedure: Annotated[str, typer.Argument(help="程序编号 / id of the procedure")],
    login: Login,
    note: Annotated[str, typer.Option(help="这次改了什么 / what was changed")] = "",
) -> None:
    """提请另一位设计员发布画好的程序（须双人复核的地方）。 Propose what was drawn for another designer to publish."""
    app = bootstrap(read_settings())
    app.store.prepare()
    proposal = propose_procedure(app, actor_named(app, login), procedure, note=note)
    print(f"{procedure} {proposal.digest[:12]}")


@process.command("diff")
def diff(
    procedure: Annotated[str, typer.Argument(help="程序编号 / id of the procedure")],
    old: Annotated[int, typer.Argument(help="旧版本号 / number of the older version")],
    new: Annotated[int, typer.Argument(help="新版本号 / number of the newer version")],
    pack: Annotated[str, typer.Option(help="辖区包 / pack")] = "",
    xml: Annotated[bool, typer.Option("--xml", help="逐行打印文件 / print the files line by line")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """说明两版之间改了什么；--xml 逐行打印文件。 Tell what changed between two versions; --xml prints the lines."""
    app = bootstrap(read_settings())
    with app.store.read() as tx:
        pack = published_in(tx, procedure, pack)
        before, after = (_version(tx, procedure, pack, number).bundle for number in (old, new))
    told = changes(before.drawn, after.drawn)
    if xml:
        _print_lines(before.files, after.files, f"v{old}", f"v{new}")
    elif as_json:
        rows = [{"file": c.file, "element": c.element, "zh": c.zh, "en": c.message} for c in told]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print_words(told)


def _print_words(told: Sequence[Change]) -> None:
    """Print what changed, file by file, in the words of the designer's page."""
    for file, each in groupby(told, key=lambda change: change.file):
        print(file)
        for change in each:
            print(f"  {change.zh}\n    {change.message}")
    if not told:
        print("两版之间没有改动。 / Nothing changed between the two.")


def _print_lines(before: Mapping[str, bytes], after: Mapping[str, bytes], old: str, new: str) -> None:
    for name in sorted({*before, *after}):
        was, now = (
            files.get(name, b"").decode("utf-8", "replace").splitlines(keepends=True)
            for files in (before, after)
        )
        print("".join(difflib.unified_diff(was, now, f"{old}/{name}", f"{new}/{name}", n=1)), end="")


def _version(tx: Tx, procedure: str, pack: str, number: int) -> ProcedureVersion:
    for each in tx.procedures.versions(procedure):
        if each.number == number and each.pack == pack and (whole := tx.procedures.by_digest(each.digest)):
            return whole
    raise UnknownProcedure(
        f"There is no version {number} of {procedure!r}; `hewei process list` shows them.",
        zh=f"{procedure!r} 没有第 {number} 版；用 hewei process list 查看。",
        procedure=procedure,
    )


def _row(each: ProcedureVersion) -> dict[str, str]:
    return {
        "procedure": each.procedure,
        "pack": each.pack,
        "number": str(each.number),
        "title": each.title,
        "digest": each.digest[:12],
        "published": each.published_at.astimezone(CHINA).isoformat(timespec="minutes"),
    }
