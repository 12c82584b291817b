"""Idempotency keys in SQL."""

from __future__ import annotations

from datetime import datetime

import orjson
from pydantic import JsonValue
from sqlalchemy import delete, select

from workflows.errors import IdempotencyKeyReused
from workflows.store.encoding import json_text, micros
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, add_if_new, at, of
from workflows.store.sql.tables import idempotency_keys as t

GET = Statement(select(t.c.digest, t.c.answer).where(t.c.key == of("of_key")))
PUT = add_if_new(t)
FORGET = Statement(delete(t).where(t.c.at < at("before")))


class SqlKeys:
    """Idempotency keys with the answer they got."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._looked_up: dict[str, tuple[str, JsonValue] | None] = {}

    def get(self, key: str) -> tuple[str, JsonValue] | None:
        """Return (command digest, answer) of a key used before; a transaction asks once for each."""
        if key not in self._looked_up:
            row = self._session.one(GET, of_key=key)
            self._looked_up[key] = (row[0], orjson.loads(row[1])) if row else None
        return self._looked_up[key]

    def put(self, key: str, *, digest: str, answer: JsonValue, at: datetime) -> None:
        """Remember the answer given for a key."""
        row = {"key": key, "digest": digest, "answer": json_text(answer), "at": micros(at)}
        if self._session.run(PUT, row) == 0:
            raise IdempotencyKeyReused(key=key)
        self._looked_up[key] = (digest, answer)

    def forget(self, *, before: datetime) -> int:
        """Forget the answers given before an instant; returns how many."""
        self._looked_up.clear()
        return self._session.run(FORGET, {"before": micros(before)})
