"""Do a command once: the same key gives the same answer, a crash between commit and answer included."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from workflows.errors import IdempotencyKeyReused, SecretShownAlready
from workflows.store import Tx
from workflows.usecases.post import canonical


def digest_of(command: str, *parts: Any) -> str:
    """Return the sha256 that tells two commands apart."""
    return hashlib.sha256(f"{command}\n{canonical(list(parts))}".encode()).hexdigest()


def answered(tx: Tx, key: str, digest: str) -> JsonValue:
    """Return the answer that this *key* got before, or None.

    Raises:
        IdempotencyKeyReused: the key was used for another command.
    """
    if not key:
        return None
    known = tx.keys.get(key)
    if known is None:
        return None
    if known[0] != digest:
        raise IdempotencyKeyReused(
            zh="这个幂等键已经用于另一项操作；请为新的操作生成新的键。",
            key=key,
        )
    return known[1]


def must_be_new(tx: Tx, key: str, digest: str) -> None:
    """Let a command pass whose answer holds a secret, which is kept nowhere and so cannot be given twice.

    Raises:
        SecretShownAlready: this *key* got its answer before.
        IdempotencyKeyReused: the key was used for another command.
    """
    if answered(tx, key, digest) is not None:
        raise SecretShownAlready(
            zh="这项操作已经完成，密码或者验证码当时已显示过一次；遗失的，请换一个新的键重新生成。"
        )


def used(tx: Tx, key: str) -> bool:
    """Return whether this key got an answer before; to whom and for what, `answered` looks at."""
    return bool(key) and tx.keys.get(key) is not None


def remember(tx: Tx, key: str, digest: str, answer: JsonValue, *, at: datetime) -> None:
    """Keep *answer* for *key* in the same transaction as what it answers."""
    if key:
        tx.keys.put(key, digest=digest, answer=answer, at=at)
