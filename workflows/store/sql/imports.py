"""Imports of former cases in SQL."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, select

from workflows.domain.case_import import CaseImport, ImportedCase
from workflows.store.sql.intake_tables import imported_cases, imports
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, at, of, put

RECORD = Record(imports, CaseImport)
SOURCE = Record(imported_cases, ImportedCase)
PUT = put(imports)
GET = Statement(select(*RECORD.columns).where(imports.c.id == of("import")))
LISTED = Statement(
    select(*RECORD.columns).order_by(imports.c.at.desc(), imports.c.id.desc()).limit(at("at_most"))
)
NOTE = Statement(insert(imported_cases))
TAKEN = Statement(
    select(*SOURCE.columns).where(
        imported_cases.c.org_id == of("org"), imported_cases.c.number == of("number")
    )
)
SOURCE_OF = Statement(select(*SOURCE.columns).where(imported_cases.c.case_id == of("case")))
CASES_OF = Statement(
    select(imported_cases.c.case_id)
    .where(imported_cases.c.import_id == of("import"))
    .order_by(imported_cases.c.line)
)
FORGET = Statement(delete(imported_cases).where(imported_cases.c.case_id == of("case")))


class SqlImports:
    """Imports of former cases, and which case came from which line."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, entry: CaseImport) -> None:
        """Add or replace an import."""
        self._session.run(PUT, RECORD.row(entry))

    def get(self, import_id: str) -> CaseImport | None:
        """Return one import."""
        row = self._session.one(GET, **{"import": import_id})
        return RECORD.value(row) if row else None

    def listed(self, *, limit: int = 50) -> Sequence[CaseImport]:
        """Return imports, newest first."""
        return RECORD.values(self._session.all(LISTED, at_most=limit))

    def note(self, imported: ImportedCase) -> None:
        """Keep where a case came from."""
        self._session.run(NOTE, SOURCE.row(imported))

    def taken(self, org_id: str, number: str) -> ImportedCase | None:
        """Return what a former number of this body became, if it was taken over."""
        row = self._session.one(TAKEN, org=org_id, number=number)
        return SOURCE.value(row) if row else None

    def source(self, case_id: str) -> ImportedCase | None:
        """Return where a case came from, if it was taken over."""
        row = self._session.one(SOURCE_OF, case=case_id)
        return SOURCE.value(row) if row else None

    def cases_of(self, import_id: str) -> Sequence[str]:
        """Return the ids of the cases of an import in the order of its lines."""
        return [row[0] for row in self._session.all(CASES_OF, **{"import": import_id})]

    def forget(self, case_id: str) -> None:
        """Forget where a case came from."""
        self._session.run(FORGET, {"case": case_id})
