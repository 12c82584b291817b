"""Ledgers of stopped and extended dates in SQL."""

from __future__ import annotations

from sqlalchemy import select

from workflows.domain.case_ledger import CaseLedger, Ledgers
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, of, put
from workflows.store.sql.tables import ledgers as t

RECORD = Record(t, CaseLedger)

PUT = put(t)
OF_CASE = Statement(select(*RECORD.columns).where(t.c.case_id == of("case")).order_by(t.c.id))


class SqlLedgers:
    """The ledgers of dates that were stopped or made longer."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, ledger: CaseLedger) -> None:
        """Add or replace a ledger."""
        self._session.run(PUT, RECORD.row(ledger))

    def of_case(self, case_id: str) -> Ledgers:
        """Return the ledgers of a case by the id of the timer or work item."""
        return {each.id: each for each in RECORD.values(self._session.all(OF_CASE, case=case_id))}
