"""The keys of cases in SQL: counted, wrapped anew, destroyed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Table, delete, func, literal_column, select, union, update
from sqlalchemy.sql.elements import ClauseElement

from workflows.errors import UnknownCase
from workflows.store.sql.case_seals import CaseSeals
from workflows.store.sql.case_search import SqlCaseSearch
from workflows.store.sql.desk_tables import note_mentions, notes
from workflows.store.sql.identity_tables import separate_talks
from workflows.store.sql.intake_tables import attachments
from workflows.store.sql.party_tables import party_codes, party_links, party_visits, signings
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, of
from workflows.store.sql.tables import (
    case_revisions,
    cases,
    form_drafts,
    incidents,
    outbox,
    papers,
    work_items,
)
from workflows.store.sql.vault_tables import case_keys as t

COUNTS = Statement(
    select(t.c.master, func.count()).where(t.c.master != "").group_by(t.c.master).order_by(t.c.master)
)
CASE = of("case")
HELD = (
    (papers, "pdf_sha256"),
    (papers, "docx_sha256"),
    (papers, "ofd_sha256"),
    (attachments, "sha256"),
    (attachments, "received_sha256"),
)


def _held(*, own: bool) -> ClauseElement:
    parts = [
        select(table.c[name].label("name")).where(
            table.c.case_id == CASE if own else table.c.case_id != CASE, table.c[name] != ""
        )
        for table, name in HELD
    ]
    return union(*parts)


OWN_FILES = Statement(_held(own=True))
ALSO = {
    f"{table.name}.{name}": Statement(
        select(literal_column("1")).where(table.c[name] == of("sought"), table.c.case_id != CASE).limit(1)
    )
    for table, name in HELD
}


def _all_of(table: Table, owner: Table, link: str) -> Statement:
    mine = select(owner.c.id).where(owner.c.case_id == CASE)
    return Statement(delete(table).where(table.c[link].in_(mine)))


CLEAR = (
    Statement(update(case_revisions).where(case_revisions.c.case_id == CASE).values(body=b"", state=b"")),
    Statement(update(cases).where(cases.c.id == CASE).values(identities="")),
    _all_of(form_drafts, work_items, "item_id"),
    _all_of(note_mentions, notes, "note_id"),
    _all_of(party_codes, party_links, "link_id"),
    _all_of(party_visits, party_links, "link_id"),
    *(
        Statement(delete(table).where(table.c.case_id == CASE))
        for table in (notes, party_links, signings, separate_talks, attachments)
    ),
    Statement(update(outbox).where(outbox.c.case_id == CASE).values(payload="{}", error="")),
    Statement(update(incidents).where(incidents.c.case_id == CASE).values(error="", detail="", note="")),
    Statement(
        update(papers)
        .where(papers.c.case_id == CASE)
        .values(pdf_sha256="", docx_sha256="", ofd_sha256="", error="", void_reason="")
    ),
)


class SqlCaseKeys:
    """The data keys of cases, wrapped by master keys."""

    def __init__(self, session: Session, seals: CaseSeals) -> None:
        self._session = session
        self._seals = seals

    def counts(self) -> Mapping[str, int]:
        """Return how many cases each master key wraps."""
        return {row[0]: row[1] for row in self._session.all(COUNTS)}

    def rewrap(self, *, limit: int) -> int:
        """Wrap up to *limit* keys anew that another than the master key in use wraps; returns how many."""
        return self._seals.rewrap(limit=limit)

    def erase(self, case_id: str, *, at: datetime) -> frozenset[str]:
        """Destroy the key of a case and empty what it sealed; returns the files that no other case has."""
        if self._session.one(Statement(select(cases.c.id).where(cases.c.id == CASE)), case=case_id) is None:
            raise UnknownCase(case=case_id)
        files = frozenset(row[0] for row in self._session.all(OWN_FILES, case=case_id))
        left = frozenset(name for name in files if not self._elsewhere(name, case_id))
        SqlCaseSearch(self._session).drop(case_id)
        self._seals.destroy(case_id, on=at)
        for statement in CLEAR:
            self._session.run(statement, {"case": case_id})
        return left

    def _elsewhere(self, name: str, case_id: str) -> bool:
        return any(
            self._session.one(statement, sought=name, case=case_id) is not None for statement in ALSO.values()
        )
