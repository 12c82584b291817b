"""Incidents in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from workflows.domain.outbox import Incident
from workflows.store.encoding import instant_of
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, at, of, put
from workflows.store.sql.tables import incidents as t

RECORD = Record(t, Incident)

PUT = put(t)
GET = Statement(select(*RECORD.columns).where(t.c.id == of("incident")))
OF_CASE = Statement(
    select(*RECORD.columns)
    .where(t.c.case_id == of("case"), t.c.status == "open")
    .order_by(t.c.opened_at.desc(), t.c.id.desc())
)
LISTED = Statement(
    select(*RECORD.columns)
    .where(
        (of("in_status") == "") | (t.c.status == of("in_status")),
        (of("case") == "") | (t.c.case_id == of("case")),
    )
    .order_by(t.c.opened_at.desc(), t.c.id.desc())
    .limit(at("at_most"))
    .offset(at("left_out"))
)
COUNT = Statement(
    select(func.count()).select_from(t).where((of("in_status") == "") | (t.c.status == of("in_status")))
)
MARKS = Statement(
    select(t.c.id, t.c.opened_at).where(t.c.status == "open").order_by(t.c.opened_at.desc(), t.c.id.desc())
)


class SqlIncidents:
    """What waits for a person to mend."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, incident: Incident) -> None:
        """Add or replace an incident."""
        self._session.run(PUT, RECORD.row(incident))

    def get(self, incident_id: str) -> Incident | None:
        """Return one incident."""
        row = self._session.one(GET, incident=incident_id)
        return RECORD.value(row) if row else None

    def of_case(self, case_id: str) -> Sequence[Incident]:
        """Return the open incidents of a case, newest first."""
        return RECORD.values(self._session.all(OF_CASE, case=case_id))

    def listed(
        self, *, status: str = "open", case_id: str = "", limit: int = 100, offset: int = 0
    ) -> Sequence[Incident]:
        """Return incidents, newest first; status "" means all."""
        found = self._session.all(LISTED, in_status=status, case=case_id, at_most=limit, left_out=offset)
        return RECORD.values(found)

    def count(self, *, status: str = "open") -> int:
        """Return how many incidents there are; status "" means all."""
        row = self._session.one(COUNT, in_status=status)
        return int(row[0]) if row else 0

    def marks(self) -> Sequence[tuple[str, datetime]]:
        """Return the id of every open incident and when it was opened, the newest first."""
        return [(row[0], instant_of(row[1])) for row in self._session.all(MARKS)]
