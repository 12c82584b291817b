"""`hewei backup` and `hewei restore`: the database and the papers in one file, the keys that open them in another.

Cases and papers lie sealed in the first file, so it may be copied to where others can read it; it is worth nothing
without the second, which is small, changes only with a rotation, and belongs into a safe. Both come back together.
"""

from __future__ import annotations

import gzip
import shutil
import tarfile
import zlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from workflows.bootstrap import bootstrap
from workflows.config import Settings, read_settings
from workflows.errors import RestoreRefused
from workflows.whole_file import whole_file

DATABASE = "hewei.db"
SECRET = "secret.key"  # noqa: S105 - a file name
MASTER = "keys"
KEYS = ".keys"
"""Ends the name of the file of keys that belongs to a backup."""
SQLITE = "sqlite:///"

KeyFile = Annotated[
    Path | None,
    typer.Option("--keys", help="密钥文件，缺省为备份文件名加 .keys / file of keys, default <file>.keys"),
]
RESTORED = """已恢复到 {home}：{many} 件案件，最新一件是 {last}。
备份以后编出的案号和文书号不在其中，会再编给别的案件；已经送出去的，请先在“编号”页核对，再接着办案。
Restored to {home}: {many} cases, the newest is {last}.
Case and paper numbers given after the backup are not in it and will be given again; compare those that left the house
with the page of numbers before you go on."""


def backup(
    output: Annotated[Path, typer.Argument(help="备份文件 *.tar.gz / the file to write")],
    keys: KeyFile = None,
) -> None:
    """备份数据库、文书和自有辖区包，密钥另存一个文件。 Write all into one file, the keys into another."""
    settings = read_settings()
    app = bootstrap(settings)
    app.vault.refresh()
    console = Console()
    key_file = keys or output.with_name(output.name + KEYS)
    with TemporaryDirectory(dir=settings.home) as folder, console.status("备份… / backing up…"):
        copy = Path(folder) / DATABASE
        app.store.copy_to(copy)
        _write(output, {DATABASE: copy, **_kept(settings)})
        _write(key_file, _secret(settings))
    console.print(f"{output}  {output.stat().st_size >> 10} KB")
    console.print(f"{key_file}  另存于别处 / keep it elsewhere")


def restore(
    source: Annotated[Path, typer.Argument(help="备份文件 / the file to read")],
    keys: KeyFile = None,
) -> None:
    """把备份和密钥恢复到空文件夹；已有数据库的拒绝。 Put a backup and its keys into an empty home."""
    settings = read_settings()
    database = _empty_database(settings)
    key_file = keys or source.with_name(source.name + KEYS)
    if not key_file.exists():
        raise RestoreRefused(
            f"The keys of this backup are not at {key_file}; name their file with --keys. Without them no case opens.",
            zh=f"未找到本备份的密钥文件 {key_file}；请用 --keys 指定。没有密钥，任何案件都无法打开。",
            keys=str(key_file),
        )
    settings.home.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.home) as folder:
        aside = Path(folder)
        _unpack(source, aside)
        _unpack(key_file, aside)
        told = _looked_through(
            replace(settings, home=aside, database=f"{SQLITE}{aside / DATABASE}", key_folder=None),
            settings.home,
        )
        _move(aside, {MASTER: settings.keys, **_kept(settings), **_secret(settings)})
        shutil.move(aside / DATABASE, database)  # the last one: until now the restore could be begun again
    Console(soft_wrap=True).print(told)


def _kept(settings: Settings) -> Mapping[str, Path]:
    """Return what a backup holds beside the database, by its names there."""
    home = settings.home
    return {
        "files": settings.files,
        "audit": home / "audit",
        "anchors": settings.anchors,
        "packs": home / "packs",
    }


def _secret(settings: Settings) -> Mapping[str, Path]:
    """Return what the file of keys holds, by its names there."""
    return {SECRET: settings.home / SECRET, MASTER: settings.keys, "pki": settings.pki}


def _write(output: Path, parts: Mapping[str, Path]) -> None:
    with whole_file(output, private=True) as passing, tarfile.open(passing, "w:gz") as archive:
        for name, path in parts.items():
            if path.exists():
                archive.add(path, name)


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                _put(archive, member, folder, source)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as broken:
        raise _damaged(source) from broken


def _put(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path, source: Path) -> None:
    """Write one file of *archive* below *folder*; a backup holds nothing but files and folders, and none elsewhere."""
    place = (folder / member.name).resolve()
    content = archive.extractfile(member) if member.isfile() else None
    if not place.is_relative_to(folder.resolve()) or not (content or member.isdir()):
        raise _damaged(source)
    if content is None:
        place.mkdir(parents=True, exist_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    with content, place.open("wb") as written:
        shutil.copyfileobj(content, written)
    place.chmod(member.mode & 0o700)


def _looked_through(settings: Settings, home: Path) -> str:
    """Return in words what the backup that was unpacked to the home of *settings* brings to *home*.

    It opens with the right keys alone.

    Raises:
        RestoreRefused: something is missing in it.
    """
    for name in (DATABASE, SECRET, MASTER):
        if not (settings.home / name).exists():
            raise RestoreRefused(
                f"This is no backup of Hewei, or not its keys: {name} is missing; name the right files.",
                zh=f"这不是和为的备份，或者不是它的密钥：缺少 {name}；请指定正确的文件。",
                missing=name,
            )
    app = bootstrap(settings)
    app.store.prepare()
    with app.store.read() as tx:
        newest = tx.cases.search(limit=1)
        if newest:
            tx.cases.get(newest[0].id)  # opens only with the right keys
        many, last = tx.cases.count(), newest[0].number if newest else "-"
    app.store.close()
    return RESTORED.format(many=many, last=last, home=home)


def _move(aside: Path, places: Mapping[str, Path]) -> None:
    """Give each part that was unpacked to *aside* its place, over what a first command may have made there."""
    for name, place in places.items():
        part = aside / name
        for file in (part, *part.rglob("*")) if part.exists() else ():
            if file.is_file():
                target = place / file.relative_to(part) if part.is_dir() else place
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(file, target)


def _damaged(source: Path) -> RestoreRefused:
    return RestoreRefused(
        f"{source} is damaged or was not copied to its end, so nothing was restored; take another copy.",
        zh=f"{source} 已损坏或没有复制完整，未恢复任何内容；请换用另一份。",
        file=str(source),
    )


def _empty_database(settings: Settings) -> Path:
    """Return where the database comes to.

    Raises:
        RestoreRefused: there is one, or it is none of SQLite.
    """
    if not settings.database.startswith(SQLITE):
        raise RestoreRefused(
            "A backup holds an SQLite file; set HEWEI_DATABASE to sqlite:///FILE, or use pg_restore for PostgreSQL.",
            zh="备份中是 SQLite 数据库；请将 HEWEI_DATABASE 设为 sqlite:///文件，PostgreSQL 请用 pg_restore 恢复。",
        )
    database = Path(settings.database.removeprefix(SQLITE))
    if database.exists() and database.stat().st_size:
        raise RestoreRefused(
            f"{settings.home} already holds a database; choose an empty folder with HEWEI_HOME.",
            zh=f"{settings.home} 中已有数据库；请用 HEWEI_HOME 指定一个空文件夹。",
            home=str(settings.home),
        )
    return database
