"""Check whole procedures: those on the shelf, or those in folders that go before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from workflows.bootstrap import bootstrap
from workflows.cli.check_kinds import checker_of
from workflows.config import read_settings
from workflows.domain.finding import Finding
from workflows.resources import data
from workflows.usecases.app import App
from workflows.usecases.check_pack import check_pack
from workflows.usecases.check_procedure import examine

SUFFIXES = (".bpmn", ".dmn", ".json", ".xml", ".toml")
Working = Mapping[str, Mapping[str, bytes]]


def check_shelf(
    folders: Sequence[Path] | None, packs: Sequence[Path] | None, console: Console, *, quiet: bool
) -> list[Finding]:
    """Return what is found in the procedures of *folders* and the *packs*; for None, in all on the shelf."""
    app = bootstrap(read_settings())
    found: list[Finding] = []
    whole = list(
        _procedures(app, [each for each in folders if not _in_pack(each)] if folders is not None else None)
    )
    for name, working in track(whole, "检查 / checking", console=console, disable=quiet or len(whole) < 2):
        found += examine(app, working, name)
    for folder in (
        packs
        if packs is not None
        else [Path(str(app.catalogue.pack_folder(each))) for each in app.catalogue.packs]
    ):
        found += check_pack(app, folder, str(folder))
    for file in _beside(app) if folders is None else ():
        checker = checker_of(file)
        found += checker(file) if checker is not None else ()
    return found


def _in_pack(folder: Path) -> bool:
    """Tell whether a procedure's folder belongs to a pack, which checks it together with what it lies over."""
    return any((above / "pack.toml").is_file() for above in folder.resolve().parents)


def _beside(app: App) -> Iterator[Path]:
    """Yield the scenarios, law files and letters on the shelf."""
    for root in (app.catalogue.root, data("templates", app.settings.site)):
        yield from (file for file in sorted(Path(str(root)).rglob("*")) if file.is_file())


def _procedures(app: App, folders: Sequence[Path] | None) -> Iterator[tuple[str, Working]]:
    """Yield each procedure to check with the files of all: those of *folders* go before those on the shelf."""
    stock = {name: each.files for name, each in app.catalogue.procedures.items()}
    if folders is None:
        yield from ((name, stock) for name in stock)
        return
    own = {folder.name: _files(folder) for folder in folders}
    yield from ((name, {**stock, **own}) for name in own)


def _files(folder: Path) -> Mapping[str, bytes]:
    return {
        str(file.relative_to(folder.parent)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.suffix in SUFFIXES
    }
