"""`hewei backup` and `hewei restore`: the database and the papers in one file, the keys that open them in another.

Cases and papers lie sealed in the first file, so it may be copied to where others can read it; it is worth nothing
without the second, which is small, changes only with a rotation, and belongs into a safe. Both come back together.
"""

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
KEYS = ".keys"
"""Ends the name of the file of keys that belongs to a backup."""

KeyFile = Annotated[
    Path | None,
    typer.Option("--keys", help="密钥文件，缺省为备份文件名加 .keys / file of keys, default <file>.keys"),
]


def backup(
    output: Annotated[Path, typer.Argument(help="备份文件 *.tar.gz / the file to write")],
    keys: KeyFile = None,
) -> None:
    """Write the database (as of one moment) and the papers into one file, the keys into another."""
    settings = read_settings()
    app = bootstrap(settings)
    app.vault.refresh()
    console = Console()
    key_file = keys or output.with_name(output.name + KEYS)
    with TemporaryDirectory(dir=settings.home) as folder, console.status("备份… / backing up…"):
        copy = Path(folder) / "hewei.db"
        app.store.copy_to(copy)
        _write(output, {"hewei.db": copy, "files": settings.files, "audit": settings.home / "audit"})
        _write(key_file, {SECRET: settings.home / SECRET, "keys": settings.keys})
    console.print(f"{output}  {output.stat().st_size >> 10} KB")
    console.print(f"{key_file}  另存于别处 / keep it elsewhere")


def restore(
    source: Annotated[Path, typer.Argument(help="备份文件 / the file to read")],
    keys: KeyFile = None,
) -> None:
    """Put a backup and its keys into an empty home folder; a home that holds a database is refused."""
    settings = read_settings()
    _must_be_empty(settings)
    key_file = keys or source.with_name(source.name + KEYS)
    if not key_file.exists():
        raise RestoreRefused(
            f"The keys of this backup are not at {key_file}; name their file with --keys. Without them no case opens.",
            zh=f"未找到本备份的密钥文件 {key_file}；请用 --keys 指定。没有密钥，任何案件都无法打开。",
            keys=str(key_file),
        )
    settings.home.mkdir(parents=True, exist_ok=True)
    for each in (source, key_file):
        with tarfile.open(each, "r:gz") as archive:
            archive.extractall(settings.home, filter="data")
    if settings.key_folder is not None:
        (settings.home / "keys").rename(settings.key_folder)
    app = bootstrap(settings)
    app.store.prepare()
    with app.store.read() as tx:
        newest = tx.cases.search(limit=1)  # opens only with the right keys
        Console().print(f"{tx.cases.count()} cases  {newest[0].number if newest else ''}  {settings.home}")


def _write(output: Path, parts: dict[str, Path]) -> None:
    with tarfile.open(output, "w:gz") as archive:
        for name, path in parts.items():
            if path.exists():
                archive.add(path, name)
    output.chmod(0o600)


def _must_be_empty(settings: Settings) -> None:
    if (settings.home / "hewei.db").exists():
        raise RestoreRefused(
            f"{settings.home} already holds a database; choose an empty folder with HEWEI_HOME.",
            zh=f"{settings.home} 中已有数据库；请用 HEWEI_HOME 指定一个空文件夹。",
            home=str(settings.home),
        )
