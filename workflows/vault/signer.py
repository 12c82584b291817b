"""Who signs the heads of the audit: an Ed25519 key in a file; a seal of another kind has the same three methods."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from workflows.errors import KeyFolderUnusable


class HeadSigner(Protocol):
    """Signs bytes, and says by which public key this is checked."""

    def sign(self, content: bytes) -> bytes:
        """Return the signature."""
        ...

    def public(self) -> str:
        """Return the public key in hexadecimal digits; it is kept beside each signature."""
        ...

    def holds(self, content: bytes, signature: bytes) -> bool:
        """Return whether *signature* is this signer's and fits."""
        ...


class FileSigner:
    """Signs with the key in `audit.key` of the folder of keys, which the first use makes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "audit.key"

    def sign(self, content: bytes) -> bytes:
        """Return the signature.

        Raises:
            KeyFolderUnusable: the key cannot be read or made.
        """
        return self._key().sign(content)

    def public(self) -> str:
        """Return the public key in hexadecimal digits."""
        return self._key().public_key().public_bytes_raw().hex()

    def holds(self, content: bytes, signature: bytes) -> bool:
        """Return whether *signature* is this signer's and fits."""
        return holds(self.public(), content, signature)

    def _key(self) -> Ed25519PrivateKey:
        try:
            if not self._path.exists():
                self._make()
            return Ed25519PrivateKey.from_private_bytes(self._path.read_bytes())
        except (OSError, ValueError) as error:
            raise KeyFolderUnusable(
                f"The key that signs the audit cannot be used: {self._path} ({error})",
                zh=f"审计签名密钥 {self._path} 无法使用；请放回原文件。",
            ) from error

    def _make(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = self._path.with_suffix(f".{os.getpid()}-{secrets.token_hex(4)}")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(Ed25519PrivateKey.generate().private_bytes_raw())
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # somebody else was first, theirs counts
            os.link(fresh, self._path)
        fresh.unlink()


def holds(public: str, content: bytes, signature: bytes) -> bool:
    """Return whether *signature* over *content* was made with the key of *public*."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True
