"""Papers in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from workflows.domain.paper import Paper
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, of, put
from workflows.store.sql.tables import papers as t

RECORD = Record(t, Paper)

PUT = put(t, keep=("place",))
NEXT_PLACE = Statement(select(func.coalesce(func.max(t.c.place), 0) + 1).where(t.c.case_id == of("case")))
GET = Statement(select(*RECORD.columns).where(t.c.id == of("paper")))
BY_CHECK = Statement(
    select(*RECORD.columns)
    .where(t.c.check_code == of("code"), t.c.check_code != "")
    .order_by(t.c.wanted_at, t.c.id)
)
OF_CASE = Statement(select(*RECORD.columns).where(t.c.case_id == of("case")).order_by(t.c.place, t.c.id))


class SqlPapers:
    """Papers wanted and made."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, paper: Paper) -> None:
        """Add or replace a paper."""
        place = self._session.one(NEXT_PLACE, case=paper.case_id)
        self._session.run(PUT, {**RECORD.row(paper), "place": place[0] if place else 1})

    def get(self, paper_id: str) -> Paper | None:
        """Return one paper."""
        row = self._session.one(GET, paper=paper_id)
        return RECORD.value(row) if row else None

    def by_check(self, code: str) -> Sequence[Paper]:
        """Return the papers whose QR code carries *code*, oldest first."""
        return RECORD.values(self._session.all(BY_CHECK, code=code))

    def of_case(self, case_id: str) -> Sequence[Paper]:
        """Return the papers of a case in the order they were wanted."""
        return RECORD.values(self._session.all(OF_CASE, case=case_id))
