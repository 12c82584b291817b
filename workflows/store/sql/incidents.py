"""Incidents in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from workflows.domain.outbox import Incident
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

    def listed(self, *, status: str = "open", case_id: str = "", limit: int = 100) -> Sequence[Incident]:
        """Return incidents, newest first; status "" means all."""
        return RECORD.values(self._session.all(LISTED, in_status=status, case=case_id, at_most=limit))
