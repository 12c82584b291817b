"""Half-filled forms in SQL, sealed with the key of their case."""

from __future__ import annotations

from datetime import datetime

import orjson
from pydantic import JsonValue
from sqlalchemy import delete, select

from workflows.store.encoding import json_text, micros
from workflows.store.sql.case_seals import CaseSeals
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, of, put
from workflows.store.sql.tables import form_drafts as t

PUT = put(t)
GET = Statement(select(t.c.data).where(t.c.item_id == of("item"), t.c.account_id == of("account")))
DROP = Statement(delete(t).where(t.c.item_id == of("item")))


class SqlDrafts:
    """Half-filled forms, one per work item and account."""

    def __init__(self, session: Session, seals: CaseSeals) -> None:
        self._session = session
        self._seals = seals

    def put(self, item_id: str, account_id: str, data: JsonValue, *, at: datetime) -> None:
        """Keep what was typed so far."""
        sealed = self._seals.text(_case_of(item_id), json_text(data), f"draft {item_id}@{account_id}")
        row = {"item_id": item_id, "account_id": account_id, "data": sealed, "at": micros(at)}
        self._session.run(PUT, row)

    def get(self, item_id: str, account_id: str) -> JsonValue:
        """Return what was typed, or None."""
        row = self._session.one(GET, item=item_id, account=account_id)
        if row is None:
            return None
        plain = self._seals.untext(_case_of(item_id), row[0], f"draft {item_id}@{account_id}")
        typed: JsonValue = orjson.loads(plain) if plain else None
        return typed

    def drop(self, item_id: str) -> None:
        """Forget the drafts of a work item."""
        self._session.run(DROP, {"item": item_id})


def _case_of(item_id: str) -> str:
    return item_id.partition(":")[0]
