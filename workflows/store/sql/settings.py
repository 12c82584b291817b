"""Small durable values of the installation in SQL."""

from __future__ import annotations

import orjson
from pydantic import JsonValue
from sqlalchemy import select

from workflows.store.encoding import json_text
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, of, put
from workflows.store.sql.tables import settings as t

PUT = put(t)
GET = Statement(select(t.c.value).where(t.c.name == of("called")))


class SqlSettings:
    """Small durable values of this installation."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, name: str) -> JsonValue:
        """Return the value, or None."""
        row = self._session.one(GET, called=name)
        value: JsonValue = orjson.loads(row[0]) if row else None
        return value

    def put(self, name: str, value: JsonValue) -> None:
        """Keep the value."""
        self._session.run(PUT, {"name": name, "value": json_text(value)})
