"""`hewei check`: every finding of diagrams, decision tables and forms, in words, with its remedy."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from workflows.domain.finding import Finding, Severity, refuses
from workflows.engine.checks import check_files, imported_by
from workflows.errors import NothingToCheck

DRAWN = (".bpmn", ".bpmn2", ".dmn", ".form")
BPMN = b"http://www.omg.org/spec/BPMN/20100524/MODEL"
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def check(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="文件、程序文件夹或其上级 / files, procedure folders or above")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """Check procedures (all on the shelf by default) or single files; exit 1 on errors."""
    console = Console(stderr=as_json, highlight=False, soft_wrap=True)
    found: list[Finding] = []
    single = [file for path in paths or () for file in _single(path)]
    for file in track(single, "检查 / checking", console=console, disable=as_json or len(single) < 20):
        found += _check_file(file)
    folders = [folder for path in paths or () for folder in _folders(path)]
    if folders or not paths:
        found += _check_shelf(folders if paths else None, console, as_json)
    elif not single:
        raise NothingToCheck(zh="没有可以检查的文件;请指明图、表或者含有 procedure.toml 的文件夹。")
    if as_json:
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    else:
        _print(console, found)
    if refuses(found):
        raise typer.Exit(1)


def _single(path: Path) -> list[Path]:
    """Return the file itself, or the drawn files of a folder that belong to no procedure."""
    if path.is_file():
        return [path]
    procedures = set(_folders(path))
    return [
        file
        for file in sorted(path.rglob("*"))
        if file.is_file() and _is_drawn(file) and not procedures & {file.parent, *file.parents}
    ]


def _is_drawn(file: Path) -> bool:
    return file.suffix in DRAWN or (file.suffix == ".xml" and BPMN in file.read_bytes())


def _check_file(file: Path) -> list[Finding]:
    data = file.read_bytes()
    imported = {
        str(file.parent / name): (file.parent / name).read_bytes()
        for name in imported_by(data)
        if (file.parent / name).is_file()
    }
    imported.pop(str(file), None)
    return check_files({str(file): data}, context=imported)


def _check_shelf(folders: list[Path] | None, console: Console, quiet: bool) -> list[Finding]:
    """Check whole procedures; the database and all around it is loaded only for this."""
    shelf = import_module("workflows.cli.check_shelf")
    found: list[Finding] = shelf.check_shelf(folders, console, quiet=quiet)
    return found


def _folders(path: Path) -> list[Path]:
    return sorted(each.parent for each in path.rglob("procedure.toml")) if path.is_dir() else []


def _print(console: Console, found: Iterable[Finding]) -> None:
    found = list(found)
    for each in found:
        where = ":".join(str(part) for part in (each.file, each.line or "", each.element) if part)
        console.print(where, style="bold", markup=False, end=" ")
        console.print(f"{each.severity} {each.rule}", style=COLOURS[each.severity], markup=False)
        for sentence in (each.zh, each.message, each.remedy_zh, each.remedy):
            if sentence:
                console.print(f"    {sentence}", markup=False)
    counts = {severity: sum(each.severity is severity for each in found) for severity in Severity}
    console.print(", ".join(f"{number} {severity}" for severity, number in counts.items()))
