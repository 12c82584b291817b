"""Attachments in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from workflows.domain.attachment import Attachment
from workflows.store.sql.intake_tables import attachments as t
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, of, put

RECORD = Record(t, Attachment)
PUT = put(t)
GET = Statement(select(*RECORD.columns).where(t.c.id == of("attachment")))
OF_CASE = Statement(select(*RECORD.columns).where(t.c.case_id == of("case")).order_by(t.c.added_at, t.c.id))


class SqlAttachments:
    """Files that somebody brought to a case."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, attachment: Attachment) -> None:
        """Add or replace an attachment."""
        self._session.run(PUT, RECORD.row(attachment))

    def get(self, attachment_id: str) -> Attachment | None:
        """Return one attachment."""
        row = self._session.one(GET, attachment=attachment_id)
        return RECORD.value(row) if row else None

    def of_case(self, case_id: str) -> Sequence[Attachment]:
        """Return the attachments of a case, oldest first."""
        return RECORD.values(self._session.all(OF_CASE, case=case_id))
