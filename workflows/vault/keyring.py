"""The ring of keys: one file, readable by its owner alone, made at the first start and replaced whole."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from workflows.errors import KeyFolderUnusable

KEY = 32
NONCE = 12
HOUSE = b"hewei/house-key"


@dataclass(frozen=True)
class KeyRing:
    """The master keys by their ids, which of them is in use, and the house key, which no rotation changes."""

    current: str
    masters: Mapping[str, bytes]
    house: bytes

    @property
    def master(self) -> bytes:
        """Return the master key in use."""
        return self.masters[self.current]

    def with_fresh_master(self) -> KeyRing:
        """Return the ring with a new master key in use; the earlier ones stay until nothing needs them."""
        fresh = secrets.token_bytes(KEY)
        return replace(self, current=key_id(fresh), masters={**self.masters, key_id(fresh): fresh})

    def with_current_only(self) -> KeyRing:
        """Return the ring without the master keys that are no longer in use."""
        return replace(self, masters={self.current: self.master})


def key_id(key: bytes) -> str:
    """Return 8 hexadecimal digits that name a key without telling it."""
    return hashlib.sha256(b"hewei/key-id" + key).hexdigest()[:8]


def passing_ring() -> KeyRing:
    """Return new keys that are kept nowhere; what is sealed with them is lost with the process."""
    master = secrets.token_bytes(KEY)
    return KeyRing(current=key_id(master), masters={key_id(master): master}, house=secrets.token_bytes(KEY))


class KeyFolder:
    """The folder of keys; `master.json` in it holds the ring, with the house key wrapped by the master key."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def path(self) -> Path:
        """Return where the ring lies."""
        return self.folder / "master.json"

    def ring(self) -> KeyRing:
        """Return the ring; the first call on a machine makes it.

        Raises:
            KeyFolderUnusable: the file cannot be read or made, or is not a ring.
        """
        try:
            if not self.path.exists():
                self._place(passing_ring(), first=True)
            return _read(self.path.read_bytes())
        except (OSError, ValueError, KeyError, InvalidTag) as error:
            raise KeyFolderUnusable(
                f"The keys in {self.path} cannot be used ({type(error).__name__}: {error}); "
                "put back the file that belongs to this database.",
                zh=f"密钥文件 {self.path} 无法使用；请放回与本数据库配套的密钥文件。",
            ) from error

    def put(self, ring: KeyRing) -> None:
        """Replace the ring; other processes see the old one or the new one, never a half.

        Raises:
            KeyFolderUnusable: the file cannot be written.
        """
        try:
            self._place(ring, first=False)
        except OSError as error:
            raise KeyFolderUnusable(
                f"The keys in {self.path} cannot be written: {error}", zh=f"密钥文件 {self.path} 无法写入。"
            ) from error

    def _place(self, ring: KeyRing, *, first: bool) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self.path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_written(ring))
            file.flush()
            os.fsync(file.fileno())
        try:
            if first:
                with suppress(FileExistsError):  # somebody else was first, theirs counts
                    os.link(fresh, self.path)
            else:
                fresh.replace(self.path)
        finally:
            fresh.unlink(missing_ok=True)


def _written(ring: KeyRing) -> bytes:
    nonce = os.urandom(NONCE)
    house = nonce + AESGCM(ring.master).encrypt(nonce, ring.house, HOUSE)
    return json.dumps(
        {
            "current": ring.current,
            "house": base64.b64encode(house).decode(),
            "masters": {name: base64.b64encode(key).decode() for name, key in ring.masters.items()},
        },
        indent=1,
    ).encode()


def _read(content: bytes) -> KeyRing:
    plain = json.loads(content)
    masters = {str(name): base64.b64decode(key) for name, key in plain["masters"].items()}
    wrapped = base64.b64decode(plain["house"])
    house = AESGCM(masters[plain["current"]]).decrypt(wrapped[:NONCE], wrapped[NONCE:], HOUSE)
    return KeyRing(current=str(plain["current"]), masters=masters, house=house)
