"""Sign the heads: at an interval the last row of every lane goes, signed, into a file outside the database.

Whoever cuts rows off the end, or writes the whole chain anew, has to forge these lines as well; a copy of the file on
another machine, or in print, shows it then.
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from pathlib import Path

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from workflows.domain.audit import AuditHead
from workflows.domain.canonical import canonical
from workflows.errors import HeadsUnreadable
from workflows.usecases.app import App

EVERY = timedelta(minutes=5)


class SignedHeads(BaseModel):
    """One line of the file: the last row of each lane (lane, number, hash) at an instant, and the signature over it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: datetime
    heads: tuple[tuple[int, int, str], ...]
    public: str
    signature: str = ""

    def content(self) -> bytes:
        """Return what is signed."""
        return canonical(self.model_dump(mode="json", exclude={"signature"}))


def heads_file(app: App) -> Path:
    """Return where the signed heads are kept."""
    return app.settings.home / "audit" / "heads.jsonl"


def sign_heads(app: App, *, every: timedelta = EVERY) -> bool:
    """Sign what stands now, if anything was added since and the last signature is *every* old; returns whether it did.

    Raises:
        HeadsUnreadable: the file of signed heads was damaged.
        OSError: it cannot be written.
    """
    now = app.clock.now()
    before = last_signed(app)
    if before is not None and timedelta() <= now - before.at < every:
        return False
    with app.store.read() as tx:
        heads = _plain(tx.audit.heads())
    if not heads or (before is not None and before.heads == heads):
        return False
    bare = SignedHeads(at=now, heads=heads, public=app.signer.public())
    line = bare.model_copy(update={"signature": app.signer.sign(bare.content()).hex()})
    _append(heads_file(app), line.model_dump_json().encode() + b"\n")
    return True


def signed_heads(app: App) -> list[SignedHeads]:
    """Return all lines, oldest first.

    Raises:
        HeadsUnreadable: a line is not one.
    """
    path = heads_file(app)
    if not path.exists():
        return []
    return [_read(path, number, line) for number, line in enumerate(path.read_bytes().splitlines(), start=1)]


def last_signed(app: App) -> SignedHeads | None:
    """Return the last line, or None."""
    path = heads_file(app)
    if not path.exists() or not path.stat().st_size:
        return None
    with path.open("rb") as file:
        file.seek(max(path.stat().st_size - 65_536, 0))
        return _read(path, 0, file.read().splitlines()[-1])


def _plain(heads: object) -> tuple[tuple[int, int, str], ...]:
    found = [each for each in heads if isinstance(each, AuditHead)] if isinstance(heads, list) else []
    return tuple((head.lane, head.seq, head.hash) for head in found)


def _read(path: Path, number: int, line: bytes) -> SignedHeads:
    try:
        return SignedHeads.model_validate(orjson.loads(line))
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise HeadsUnreadable(file=str(path), line=number) from error


def _append(path: Path, line: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)
