"""The post: what is said to whom it may concern is kept until somebody takes it, or its time is over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import orjson
from pydantic import JsonValue

from workflows.domain.letter import Letter
from workflows.store import Tx

KEEP = timedelta(days=180)
"""How long a message waits for its receiver; it outlives every statutory period of a case that may come to wait."""

STARTS = "starts"
"""The setting that says which procedures a message or signal opens."""

START = "-start"
"""Ends the kind of a kept message that opens a case."""


def canonical(value: Any) -> str:
    """Return *value* as JSON text with sorted keys, "" for nothing; equal values give equal text."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode() if value else ""


def post(tx: Tx, letter: Letter, *, at: datetime, keep: timedelta = KEEP) -> bool:
    """Keep a message in the open transaction; False if its id is known already.

    A message for which a case waits goes to that case; only one that nobody awaits opens a case of its own. A signal
    does both.
    """
    starts = opened_by(tx, letter.kind, letter.name)
    awaited = letter.kind == "message" and bool(tx.waits.find(letter.kind, letter.name, letter.correlation))
    if starts and letter.kind == "signal":
        _put(tx, letter._replace(id=f"{letter.id}@start", kind=letter.kind + START), at, keep)
    if starts and letter.kind == "message" and not awaited:
        letter = letter._replace(kind=letter.kind + START)
    return _put(tx, letter, at, keep)


def opens(tx: Tx, procedure: str, pack: str, begins: Sequence[tuple[str, str]]) -> None:
    """Remember what opens a case of the newest version of a procedure."""
    known = tx.settings.get(STARTS)
    starts = dict(known) if isinstance(known, dict) else {}
    key = f"{procedure}@{pack}"
    if not begins and key not in starts:
        return
    starts[key] = [list[JsonValue](each) for each in begins]
    tx.settings.put(STARTS, starts)


def opened_by(tx: Tx, kind: str, name: str) -> list[tuple[str, str]]:
    """Return (procedure, pack) of all that a message or signal opens, in order."""
    known = tx.settings.get(STARTS)
    return sorted(_naming(known, kind, name)) if isinstance(known, dict) else []


def _naming(starts: dict[str, JsonValue], kind: str, name: str) -> Iterator[tuple[str, str]]:
    for key, begins in starts.items():
        if isinstance(begins, list) and [kind, name] in begins:
            procedure, _, pack = key.partition("@")
            yield procedure, pack


def _put(tx: Tx, letter: Letter, at: datetime, keep: timedelta) -> bool:
    return tx.waits.put_message(
        letter.id,
        kind=letter.kind,
        name=letter.name,
        correlation=letter.correlation,
        payload=letter.payload,
        at=at,
        keep_until=at + keep,
    )
