"""Check whole procedures: those on the shelf, or those in folders that go before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from workflows.bootstrap import bootstrap
from workflows.config import read_settings
from workflows.domain.finding import Finding
from workflows.usecases.app import App
from workflows.usecases.check_procedure import examine

SUFFIXES = (".bpmn", ".dmn", ".json", ".xml", ".toml")
Working = Mapping[str, Mapping[str, bytes]]


def check_shelf(folders: Sequence[Path] | None, console: Console, *, quiet: bool) -> list[Finding]:
    """Return what is found in the procedures of *folders*, or in all on the shelf where none are named."""
    app = bootstrap(read_settings())
    found: list[Finding] = []
    whole = list(_procedures(app, folders))
    for name, working in track(whole, "检查 / checking", console=console, disable=quiet or len(whole) < 2):
        found += examine(app, working, name)
    return found


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
