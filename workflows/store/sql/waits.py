"""Waits for messages and signals, and the inbox of those that came, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import orjson
from pydantic import JsonValue
from sqlalchemy import ColumnElement, Text, delete, exists, literal_column, select, update

from workflows.domain.letter import Letter
from workflows.store.encoding import json_text, micros
from workflows.store.ports.watch import DAMAGED, EXPIRED
from workflows.store.sql.case_seals import CaseSeals
from workflows.store.sql.record import UNREADABLE, Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, add, add_if_new, at, of
from workflows.store.sql.tables import messages as m
from workflows.store.sql.tables import waits as t

ANY: list[ColumnElement[str]] = [literal_column("''", Text), literal_column("'{}'", Text)]
"""How "nothing in particular" may be spelt."""

OF_CASE = Statement(select(t.c.id, t.c.kind, t.c.name, t.c.correlation).where(t.c.case_id == of("case")))
OF_CASES = Statement(
    select(t.c.case_id, t.c.id, t.c.kind, t.c.name, t.c.correlation).where(Among(t.c.case_id, "cases"))
)
ADD = add(t)
DROP = Statement(delete(t).where(t.c.case_id == of("case"), t.c.id == of("wait")))
FIND = Statement(
    select(t.c.case_id)
    .where(
        t.c.kind == of("of_kind"),
        t.c.name == of("called"),
        (t.c.correlation == of("same")) | t.c.correlation.in_(ANY) | of("same").in_(ANY),
    )
    .distinct()
    .order_by(t.c.case_id)
)
PUT_MESSAGE = add_if_new(m)
_waiting = (
    select(m.c.id, m.c.kind, m.c.name, m.c.correlation, m.c.payload)
    .where(m.c.delivered_at.is_(None))
    .order_by(m.c.at, m.c.id)
    .limit(at("at_most"))
)
UNDELIVERED = Statement(_waiting)
UNDELIVERED_NAMED = Statement(_waiting.where(m.c.name == of("called")))
_awaited = exists().where(
    t.c.kind == m.c.kind,
    t.c.name == m.c.name,
    (t.c.correlation == m.c.correlation) | t.c.correlation.in_(ANY) | m.c.correlation.in_(ANY),
)
AT_ONCE = [literal_column(f"'{kind}'", Text) for kind in ("signal", "message-start", "signal-start")]
"""Kinds that need nobody to wait: signals, and what opens a case."""

DELIVERABLE = Statement(_waiting.where(m.c.kind.in_(AT_ONCE) | _awaited))
DELIVER = Statement(
    update(m)
    .where(m.c.id == of("message"), m.c.delivered_at.is_(None))
    .values(delivered_to=of("case"), delivered_at=at("on"))
)

BRING_BACK = Statement(
    update(m)
    .where(m.c.id == of("message"), m.c.delivered_to == literal_column(f"'{DAMAGED}'", Text))
    .values(delivered_to="", delivered_at=None)
)
FATE = Statement(select(m.c.delivered_to).where(m.c.id == of("message")))
_over = (m.c.delivered_at.is_(None), m.c.keep_until.is_not(None), m.c.keep_until <= at("now"))
ENDING = Statement(select(m.c.id).where(*_over).limit(literal_column("1")))
EXPIRE = Statement(
    update(m).where(*_over).values(delivered_to=EXPIRED, delivered_at=at("now")).returning(m.c.id, m.c.name)
)


class SqlWaits:
    """Messages and signals that cases wait for, and the inbox of those that came."""

    def __init__(self, session: Session, seals: CaseSeals) -> None:
        self._session = session
        self._seals = seals
        self._foreseen: dict[str, set[tuple[str, ...]]] = {}

    def foresee(self, case_ids: Collection[str]) -> None:
        """Read ahead in one question what `replace` asks of each of these cases."""
        self._foreseen = {case_id: set() for case_id in case_ids}
        for case_id, *wait in self._session.all(OF_CASES, cases=json_text(sorted(case_ids))):
            self._foreseen[case_id].add(tuple(wait))

    def replace(self, case_id: str, waits: Sequence[tuple[str, str, str, str]]) -> bool:
        """Make these (wait id, kind, name, correlation as canonical JSON) the waits of the case."""
        known = self._foreseen.pop(case_id, None)
        if known is None:
            known = {tuple(row) for row in self._session.all(OF_CASE, case=case_id)}
        wanted = set(waits)
        dropped = [{"case": case_id, "wait": gone[0]} for gone in known - wanted]
        added = [
            {"case_id": case_id, "id": wait, "kind": kind, "name": name, "correlation": correlation}
            for wait, kind, name, correlation in sorted(wanted - known)
        ]
        self._session.later(DROP, dropped, key=["case", "wait"])
        self._session.later(ADD, added, key=["case_id", "id"])
        return bool(wanted - known)

    def find(self, kind: str, name: str, correlation: str) -> Sequence[str]:
        """Return the ids of cases waiting for this."""
        rows = self._session.all(FIND, of_kind=kind, called=name, same=correlation)
        return [row[0] for row in rows]

    def put_message(
        self,
        message_id: str,
        *,
        kind: str,
        name: str,
        correlation: str,
        payload: JsonValue,
        at: datetime,
        keep_until: datetime | None = None,
    ) -> bool:
        """Keep an incoming message, for ever or until *keep_until*; False if this id is known already."""
        row = {
            "id": message_id,
            "kind": kind,
            "name": name,
            "correlation": correlation,
            "payload": self._seals.text(_sender(message_id), json_text(payload), f"message {message_id}"),
            "at": micros(at),
            "delivered_to": "",
            "delivered_at": None,
            "keep_until": micros(keep_until) if keep_until is not None else None,
        }
        return self._session.run(PUT_MESSAGE, row) == 1

    def undelivered(self, *, name: str = "", limit: int = 100) -> Sequence[Letter]:
        """Return kept messages nobody has received; one that cannot be read is marked as damaged."""
        rows = (
            self._session.all(UNDELIVERED_NAMED, called=name, at_most=limit)
            if name
            else self._session.all(UNDELIVERED, at_most=limit)
        )
        return [self._message(row) for row in rows]

    def _message(self, row: Row) -> Letter:
        name, kind, called, correlation, sealed = row
        try:
            plain = self._seals.untext(_sender(name), sealed, f"message {name}")
            return Letter(name, kind, called, correlation, orjson.loads(plain) if plain else None)
        except UNREADABLE:
            return Letter(name, kind, called, correlation, None, damaged=True)

    def deliverable(self, *, limit: int = 100) -> Sequence[Letter]:
        """Return the oldest kept messages that a case waits for, and signals, which need nobody to wait."""
        rows = self._session.all(DELIVERABLE, at_most=limit)
        return [self._message(row) for row in rows]

    def mark_delivered(self, message_id: str, *, case_id: str, at: datetime) -> bool:
        """Mark a message as received; False if it was already."""
        return self._session.run(DELIVER, {"message": message_id, "case": case_id, "on": micros(at)}) == 1

    def bring_back(self, message_id: str) -> bool:
        """Let a message that was set aside as damaged be delivered after all; False if it was not."""
        return self._session.run(BRING_BACK, {"message": message_id}) == 1

    def fate(self, message_id: str) -> str | None:
        """Return who received a message; "" for nobody yet, None for one that is not known."""
        row = self._session.one(FATE, message=message_id)
        return None if row is None else str(row[0])

    def expire(self, now: datetime) -> Sequence[tuple[str, str]]:
        """Give up the kept messages whose time has passed; returns (id, name) of each."""
        return sorted((row[0], row[1]) for row in self._session.all(EXPIRE, now=micros(now)))

    def ending(self, now: datetime) -> bool:
        """Return whether `expire` would give up anything at *now*."""
        return self._session.one(ENDING, now=micros(now)) is not None


def _sender(message_id: str) -> str:
    """Return the case that threw the message, by whose key it is sealed; the ids of others name no case."""
    return message_id.partition(":")[0]
