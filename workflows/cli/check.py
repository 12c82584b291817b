"""`hewei check`: every finding of procedures, packs, scenarios, law and letters, in words, with its remedy."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import track

from workflows.cli.print_findings import print_findings
from workflows.domain.finding import Finding, refuses
from workflows.engine.checks import check_files, imported_by
from workflows.errors import NothingToCheck

DRAWN = (".bpmn", ".bpmn2", ".dmn", ".form")
TABLES = "*.[dD][mM][nN]"
"""The tables in a folder, whatever the case of their endings."""
LOOKED_AT = 200
"""In so many of its first bytes every XML file opens a tag."""
PACK_FILES = ("pack.toml", "organisations.csv", "people.csv", "mediators.csv")
BPMN = b"http://www.omg.org/spec/BPMN/20100524/MODEL"


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="文件、程序或辖区包的文件夹、其上级 / files, folders of procedures or packs, or above"
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """检查程序、辖区包、场景、法律数据和文书；有错误返回 1。 Check what is on the shelf; exit 1 on errors."""
    console = Console(stderr=as_json, highlight=False, soft_wrap=True)
    found: list[Finding] = []
    single = [file for path in paths or () for file in _single(path)]
    for file in track(single, "检查 / checking", console=console, disable=as_json or len(single) < 20):
        found += _check_file(file)
    folders = [folder for path in paths or () for folder in _folders(path, "procedure.toml")]
    packs = [folder for path in paths or () for folder in _folders(path, "pack.toml")]
    if folders or packs or not paths:
        found += _check_shelf(folders if paths else None, packs if paths else None, console, as_json)
    elif not single:
        named = ", ".join(map(str, paths))
        raise NothingToCheck(
            f"There is nothing to check at {named}; name a procedure, a pack, a scenario, periods, a calendar, "
            "a letter, or a folder that holds them.",
            zh=f"{named} 没有可以检查的文件；请指明程序、辖区包、场景、期间、日历、文书，或者含有它们的文件夹。",
        )
    if as_json:
        print(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
    else:
        print_findings(console, found)
    if refuses(found):
        raise typer.Exit(1)


def _single(path: Path) -> list[Path]:
    """Return the file itself, or those of a folder that are checked on their own."""
    if path.is_file():
        return [path]
    whole = {*_folders(path, "procedure.toml"), *_folders(path, "pack.toml")}
    return [file for file in _files(path) if file.is_file() and _stands_alone(file, whole)]


def _stands_alone(file: Path, whole: set[Path]) -> bool:
    """Tell whether *file* is checked on its own: what has its own checker, or is drawn and in no *whole* folder."""
    if _kinds().checker_of(file) is not None:
        return True
    return _is_drawn(file) and not whole & {file.parent, *file.parents}


def _is_drawn(file: Path) -> bool:
    suffix = file.suffix.lower()
    return suffix in DRAWN or (suffix == ".xml" and BPMN in file.read_bytes())


def _check_file(file: Path) -> list[Finding]:
    checker = _kinds().checker_of(file)
    if checker is not None:
        return list(checker(file))
    if file.name in PACK_FILES:
        return _check_shelf([], [file.parent], Console(stderr=True), quiet=True)
    procedure = file.absolute().parent.parent
    if file.parent.name == "forms" and (procedure / "procedure.toml").is_file():
        return _check_shelf([procedure], [], Console(stderr=True), quiet=True)
    data = file.read_bytes()
    if file.suffix.lower() not in (*DRAWN, ".xml") and b"<" not in data[:LOOKED_AT]:
        raise NothingToCheck(
            f"{file} is no drawing, table, scenario, calendar, file of periods or letter, and holds nothing to check.",
            zh=f"{file} 不是流程图、决策表、场景、日历、期间或文书文件，没有可以检查的内容。",
        )
    imported = {str(other): other.read_bytes() for other in _imported(file, data)}
    imported.pop(str(file), None)
    return check_files({str(file): data}, context=imported)


def _imported(file: Path, data: bytes) -> list[Path]:
    """Return the files that *file* may import: a diagram says where, a table leaves it to the folder."""
    if file.suffix.lower() == ".dmn":
        return sorted(file.parent.glob(TABLES)) if b"import" in data else []
    return [place for name in imported_by(data) if (place := file.parent / name).is_file()]


def _check_shelf(
    folders: list[Path] | None, packs: list[Path] | None, console: Console, quiet: bool
) -> list[Finding]:
    """Check whole procedures and packs; the database and all around it is loaded only for this."""
    shelf = import_module("workflows.cli.check_shelf")
    found: list[Finding] = shelf.check_shelf(folders, packs, console, quiet=quiet)
    return found


def _kinds() -> Any:
    """Return the checks of files that are no drawings; what they need is loaded only for this."""
    return import_module("workflows.cli.check_kinds")


def _folders(path: Path, named: str) -> list[Path]:
    return [file.parent for file in _files(path) if file.name == named]


def _files(path: Path) -> list[Path]:
    """Return every file under *path*; folders that may not be read, or go meanwhile, are passed over."""
    return sorted(Path(folder, name) for folder, _, names in os.walk(path) for name in names)
