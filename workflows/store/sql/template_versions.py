"""Template versions in SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import case, delete, select

from workflows.domain.template_version import TemplateStatus, TemplateVersion
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, of, put, word
from workflows.store.sql.tables import template_versions as t

RECORD = Record(t, TemplateVersion)
PUBLISHED = t.c.status == word(TemplateStatus.PUBLISHED)

PUT = put(t)
GET = Statement(select(*RECORD.columns).where(t.c.id == of("version")))
DROP = Statement(delete(t).where(t.c.id == of("version")))
OF_DOCUMENT = Statement(
    select(*RECORD.columns)
    .where(t.c.pack == of("place"), t.c.document == of("called"))
    .order_by(case((PUBLISHED, 1), else_=0), t.c.number.desc(), t.c.id)
)
OPEN = Statement(
    select(*RECORD.columns)
    .where(
        t.c.pack == of("place"), t.c.status.in_([word(TemplateStatus.DRAFT), word(TemplateStatus.PROPOSED)])
    )
    .order_by(t.c.document)
)
IN_FORCE = Statement(
    select(t.c.document, t.c.id).where(t.c.pack == of("place"), PUBLISHED).order_by(t.c.document, t.c.number)
)


class SqlTemplateVersions:
    """Drafts, proposals and published versions, by document and place."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._in_force: dict[str, Mapping[str, str]] = {}

    def put(self, version: TemplateVersion) -> None:
        """Add or replace a version."""
        self._in_force.clear()
        self._session.run(PUT, RECORD.row(version))

    def get(self, version_id: str) -> TemplateVersion | None:
        """Return one version."""
        row = self._session.one(GET, version=version_id)
        return RECORD.value(row) if row else None

    def drop(self, version_id: str) -> None:
        """Forget a draft."""
        self._in_force.clear()
        self._session.run(DROP, {"version": version_id})

    def of_document(self, document: str, *, pack: str) -> Sequence[TemplateVersion]:
        """Return the versions of a document in a place, the open one first, then published ones, newest first."""
        return RECORD.values(self._session.all(OF_DOCUMENT, place=pack, called=document))

    def open_ones(self, *, pack: str) -> Sequence[TemplateVersion]:
        """Return all drafts and proposals of a place."""
        return RECORD.values(self._session.all(OPEN, place=pack))

    def in_force(self, *, pack: str) -> Mapping[str, str]:
        """Return the id of the newest published version of each document that has one; asked for once a transaction."""
        if pack not in self._in_force:
            rows = self._session.all(IN_FORCE, place=pack)
            self._in_force[pack] = {str(row[0]): str(row[1]) for row in rows}
        return self._in_force[pack]
