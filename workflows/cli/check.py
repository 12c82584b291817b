"""`hewei check`: every finding of diagrams, decision tables and forms, in words, with its remedy."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from workflows.bootstrap import bootstrap
from workflows.config import read_settings
from workflows.domain.finding import Finding, Known, Severity, refuses
from workflows.engine.checks import check_files
from workflows.errors import NothingToCheck
from workflows.usecases.app import App
from workflows.usecases.check_procedure import examine

SUFFIXES = (".bpmn", ".dmn", ".json", ".xml", ".toml")
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="文件、程序文件夹或其上级 / files, procedure folders or above")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """Check procedures (all on the shelf by default) or single files; exit 1 on errors."""
    app = bootstrap(read_settings())
    console = Console(stderr=as_json, highlight=False, soft_wrap=True)
    found: list[Finding] = []
    whole = list(_procedures(app, paths))
    for name, working in track(whole, "检查 / checking", console=console, disable=as_json or len(whole) < 2):
        found += examine(app, working, name)
    single = [path for path in paths or () if path.is_file()]
    found += check_files({str(path): path.read_bytes() for path in single}, Known())
    if not whole and not single:
        raise NothingToCheck(zh="没有可以检查的文件;请指明图、表或者含有 procedure.toml 的文件夹。")
    if as_json:
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    else:
        _print(console, found)
    if refuses(found):
        raise typer.Exit(1)


def _procedures(
    app: App, paths: list[Path] | None
) -> Iterator[tuple[str, Mapping[str, Mapping[str, bytes]]]]:
    """Yield each procedure to check with the files of all: those of *paths* go before those on the shelf."""
    stock = {name: each.files for name, each in app.catalogue.procedures.items()}
    if not paths:
        yield from ((name, stock) for name in stock)
        return
    own = {folder.name: _files(folder) for path in paths if path.is_dir() for folder in _folders(path)}
    yield from ((name, {**stock, **own}) for name in own)


def _folders(path: Path) -> Iterable[Path]:
    return sorted(each.parent for each in path.rglob("procedure.toml"))


def _files(folder: Path) -> Mapping[str, bytes]:
    return {
        str(file.relative_to(folder.parent)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix in SUFFIXES
    }


def _print(console: Console, found: list[Finding]) -> None:
    for each in found:
        where = ":".join(str(part) for part in (each.file, each.line or "", each.element) if part)
        console.print(f"{where} [{COLOURS[each.severity]}]{each.severity}[/] {each.rule}", highlight=False)
        for sentence in (each.zh, each.message, each.remedy_zh, each.remedy):
            if sentence:
                console.print(f"    {sentence}", markup=False)
    counts = {severity: sum(each.severity is severity for each in found) for severity in Severity}
    console.print(", ".join(f"{number} {severity}" for severity, number in counts.items()))
