"""The file store: papers and uploads kept under the sha256 of their content, so that none is kept twice."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from workflows.errors import FileDamaged, FileMissing, StoreUnavailable


class FileStore:
    """Files in a folder: `<aa>/<sha256>`, where aa are the first two digits of the name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Keep *content* so that a power failure cannot lose it; returns its sha256 (64 hexadecimal digits).

        It is written under a passing name, synced, and only then given its name.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        target = self._place(sha256)
        if _holds(target, content):
            return sha256
        passing = target.with_name(f".{sha256}.{uuid4().hex}")
        try:
            self._make_folder(target.parent)
            _write_synced(passing, content)
            passing.replace(target)
            _sync_folder(target.parent)
        except OSError as error:
            with suppress(OSError):
                passing.unlink()
            raise StoreUnavailable(f"The file store at {self._folder} cannot be written: {error}") from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the content.

        Raises:
            FileMissing: nothing is kept under this name.
            FileDamaged: what is kept there is not what was put.
        """
        try:
            content = self._place(sha256).read_bytes()
        except FileNotFoundError as error:
            raise FileMissing(sha256=sha256) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileDamaged(sha256=sha256)
        return content

    def has(self, sha256: str) -> bool:
        """Return whether something is kept under this name."""
        return self._place(sha256).is_file()

    def path(self, sha256: str) -> Path:
        """Return where the content lies, for handing a large file out without reading it.

        Raises:
            FileMissing: nothing is kept under this name.
        """
        place = self._place(sha256)
        if not place.is_file():
            raise FileMissing(sha256=sha256)
        return place

    def _place(self, sha256: str) -> Path:
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise FileMissing(sha256=sha256)
        return self._folder / sha256[:2] / sha256

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            _sync_folder(folder.parent)


def _holds(path: Path, content: bytes) -> bool:
    """Return whether the file is there and whole; a damaged one is written anew."""
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the names in *folder* survive a power failure; syncing a file alone does not keep its name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class MemoryFiles:
    """Files in memory, for tests, scenarios and previews."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def put(self, content: bytes) -> str:
        """Keep *content*."""
        sha256 = hashlib.sha256(content).hexdigest()
        self._files[sha256] = bytes(content)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the content."""
        if sha256 not in self._files:
            raise FileMissing(sha256=sha256)
        return self._files[sha256]

    def has(self, sha256: str) -> bool:
        """Return whether something is kept under this name."""
        return sha256 in self._files
