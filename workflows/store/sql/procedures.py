"""Published procedures and the designer's drafts in SQL; the files of a bundle lie in one compressed blob."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache

import orjson
from sqlalchemy import case, delete, select

from workflows.domain.procedure import Bundle, ProcedureVersion
from workflows.store.compression import compressed, decompressed
from workflows.store.encoding import instant_of, micros
from workflows.store.sql.record import Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, add_if_new, of, put
from workflows.store.sql.tables import procedure_drafts as d
from workflows.store.sql.tables import procedure_versions as t

HEAD = (
    t.c.digest,
    t.c.procedure,
    t.c.pack,
    t.c.number,
    t.c.title,
    t.c.title_en,
    t.c.published_at,
    t.c.published_by,
    t.c.note,
)
_newest_first = (t.c.published_at.desc(), t.c.number.desc(), t.c.digest)
PUBLISH = add_if_new(t)
BY_DIGEST = Statement(select(*HEAD, t.c.files).where(t.c.digest == of("of_digest")))
NEWEST = Statement(
    select(*HEAD, t.c.files)
    .where(t.c.procedure == of("called"), (t.c.pack == of("of_pack")) | (t.c.pack == ""))
    .order_by(case((t.c.pack == of("of_pack"), 0), else_=1), t.c.number.desc())
    .limit(1)
)
VERSIONS = Statement(select(*HEAD).order_by(*_newest_first))
VERSIONS_OF = Statement(select(*HEAD).where(t.c.procedure == of("called")).order_by(*_newest_first))
PUT_DRAFT = put(d)
DRAFT = Statement(select(d.c.files).where(d.c.procedure == of("called")))
DRAFTED = Statement(select(d.c.procedure).order_by(d.c.procedure))
DROP_DRAFT = Statement(delete(d).where(d.c.procedure == of("called")))


class SqlProcedures:
    """Published versions and the designer's drafts."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def publish(self, version: ProcedureVersion) -> None:
        """Keep a new version; the same digest again changes nothing."""
        row = {
            "digest": version.digest,
            "procedure": version.procedure,
            "pack": version.pack,
            "number": version.number,
            "title": version.title,
            "title_en": version.title_en,
            "published_at": micros(version.published_at),
            "published_by": version.published_by,
            "note": version.note,
            "files": _packed(version.bundle.files),
        }
        self._session.run(PUBLISH, row)

    def by_digest(self, digest: str) -> ProcedureVersion | None:
        """Return one version with its bundle."""
        row = self._session.one(BY_DIGEST, of_digest=digest)
        return _version(row, _unpacked(row[9])) if row else None

    def newest(self, procedure: str, *, pack: str = "") -> ProcedureVersion | None:
        """Return the version with the highest number; a pack's own one goes before the stock one."""
        row = self._session.one(NEWEST, called=procedure, of_pack=pack)
        return _version(row, _unpacked(row[9])) if row else None

    def versions(self, procedure: str = "") -> Sequence[ProcedureVersion]:
        """Return versions (bundle files left empty), newest first."""
        rows = self._session.all(VERSIONS_OF, called=procedure) if procedure else self._session.all(VERSIONS)
        return [_version(row, {}) for row in rows]

    def put_draft(self, procedure: str, files: Mapping[str, bytes], *, by: str, at: datetime) -> None:
        """Keep the designer's unpublished files of a procedure, replacing earlier ones."""
        row = {"procedure": procedure, "files": _packed(files), "by": by, "at": micros(at)}
        self._session.run(PUT_DRAFT, row)

    def draft(self, procedure: str) -> Mapping[str, bytes] | None:
        """Return the unpublished files, if there are any."""
        row = self._session.one(DRAFT, called=procedure)
        return dict(_unpacked(row[0])) if row else None

    def drafted(self) -> Sequence[str]:
        """Return the ids of the procedures of which there are unpublished files."""
        return [str(row[0]) for row in self._session.all(DRAFTED)]

    def drop_draft(self, procedure: str) -> None:
        """Forget the unpublished files."""
        self._session.run(DROP_DRAFT, {"called": procedure})


def _version(row: Row, files: Mapping[str, bytes]) -> ProcedureVersion:
    return ProcedureVersion(
        digest=row[0],
        procedure=row[1],
        pack=row[2],
        number=row[3],
        title=row[4],
        title_en=row[5],
        published_at=instant_of(row[6]),
        published_by=row[7],
        note=row[8],
        bundle=Bundle(procedure=row[1], files=files),
    )


def _packed(files: Mapping[str, bytes]) -> bytes:
    listed = {path: b64encode(content).decode() for path, content in files.items()}
    return compressed(orjson.dumps(listed))


@lru_cache(maxsize=16)
def _unpacked(blob: bytes) -> Mapping[str, bytes]:
    """Return the files in *blob*; cases of a few versions are looked at all day."""
    listed = orjson.loads(decompressed(blob))
    return {path: b64decode(content) for path, content in listed.items()}
