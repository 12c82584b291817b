"""`hewei backup` and `hewei restore`: the database and the papers, whole, into one file and back."""

from __future__ import annotations

import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from workflows.bootstrap import bootstrap
from workflows.config import Settings, read_settings
from workflows.errors import RestoreRefused

SECRET = "secret.key"  # noqa: S105 - a file name


def backup(output: Annotated[Path, typer.Argument(help="备份文件 *.tar.gz / the file to write")]) -> None:
    """Write the database (as of one moment, while it is in use), the papers and the key into one file."""
    settings = read_settings()
    app = bootstrap(settings)
    console = Console()
    with TemporaryDirectory(dir=settings.home) as folder, console.status("备份… / backing up…"):
        copy = Path(folder) / "hewei.db"
        app.store.copy_to(copy)
        with tarfile.open(output, "w:gz") as archive:
            archive.add(copy, "hewei.db")
            archive.add(settings.home / SECRET, SECRET)
            if settings.files.is_dir():
                archive.add(settings.files, "files")
    output.chmod(0o600)
    console.print(f"{output}  {output.stat().st_size >> 10} KB")


def restore(source: Annotated[Path, typer.Argument(help="备份文件 / the file to read")]) -> None:
    """Put a backup into an empty home folder; a home that holds a database is refused."""
    settings = read_settings()
    _must_be_empty(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    with tarfile.open(source, "r:gz") as archive:
        archive.extractall(settings.home, filter="data")
    app = bootstrap(settings)
    app.store.prepare()
    with app.store.read() as tx:
        Console().print(f"{tx.cases.count()} cases  {settings.home}")


def _must_be_empty(settings: Settings) -> None:
    if (settings.home / "hewei.db").exists():
        raise RestoreRefused(
            f"{settings.home} already holds a database; choose an empty folder with HEWEI_HOME.",
            zh=f"{settings.home} 中已有数据库;请用 HEWEI_HOME 指定一个空文件夹。",
            home=str(settings.home),
        )
