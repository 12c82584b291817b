"""The file store: papers and uploads kept under the sha256 of their content, so that none is kept twice."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from workflows.errors import FileDamaged, FileMissing, RecordSealBroken, StoreUnavailable
from workflows.vault import KeyFolder, Vault


class FileStore:
    """Files in a folder: `<aa>/<sha256>`, where aa are the first two digits of the name; sealed by the house key.

    A file is of one content, and may belong to several cases, so it is sealed for the house; erasing a case removes it.
    """

    def __init__(self, folder: Path, vault: Vault | None = None) -> None:
        self._folder = folder
        self._vault = vault or Vault(KeyFolder(folder.parent / "keys").ring)

    def put(self, content: bytes) -> str:
        """Keep *content* so that a power failure cannot lose it; returns its sha256 (64 hexadecimal digits).

        It is written under a passing name, synced, and only then given its name.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        target = self._place(sha256)
        if self._holds(target, sha256):
            return sha256
        passing = target.with_name(f".{sha256}.{uuid4().hex}")
        try:
            self._make_folder(target.parent)
            _write_synced(passing, self._vault.seal_house(content, _about(sha256)))
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
            content = self._vault.open_house(self._place(sha256).read_bytes(), _about(sha256))
        except FileNotFoundError as error:
            raise FileMissing(sha256=sha256) from error
        except RecordSealBroken as error:
            raise FileDamaged(sha256=sha256) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileDamaged(sha256=sha256)
        return content

    def has(self, sha256: str) -> bool:
        """Return whether something is kept under this name."""
        return self._place(sha256).is_file()

    def drop(self, sha256: str) -> None:
        """Remove the content; nothing happens if it is not there.

        Raises:
            StoreUnavailable: it cannot be removed.
        """
        try:
            self._place(sha256).unlink(missing_ok=True)
        except OSError as error:
            raise StoreUnavailable(f"The file {sha256} cannot be removed: {error}") from error

    def path(self, sha256: str) -> Path:
        """Return where the sealed content lies.

        Raises:
            FileMissing: nothing is kept under this name.
        """
        place = self._place(sha256)
        if not place.is_file():
            raise FileMissing(sha256=sha256)
        return place

    def _holds(self, path: Path, sha256: str) -> bool:
        """Return whether the file is there and whole; a damaged one is written anew."""
        if not path.is_file():
            return False
        try:
            self.get(sha256)
        except FileDamaged:
            return False
        return True

    def _place(self, sha256: str) -> Path:
        if not re.fullmatch(r"[0-9a-f]{64}", sha256):
            raise FileMissing(sha256=sha256)
        return self._folder / sha256[:2] / sha256

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            _sync_folder(folder.parent)


def _about(sha256: str) -> str:
    return f"file {sha256}"


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

    def drop(self, sha256: str) -> None:
        """Remove the content."""
        self._files.pop(sha256, None)
