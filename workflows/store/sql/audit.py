"""The audit in SQL: rows in several chains, so that writers of different cases do not wait for each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BigInteger, Select, cast, func, literal_column, select

from workflows.clock import SystemClock
from workflows.domain.audit import AuditEntry, AuditHead, AuditNote, AuditQuery, linked, seed
from workflows.store.audit_notes import AuditNotes, lane_of
from workflows.store.encoding import micros
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, add, at, of
from workflows.store.sql.vault_tables import audit as t

LANES = {"sqlite": 1, "postgresql": 16}
"""SQLite has one writer anyway. On PostgreSQL a lane is locked from its last row's reading to the commit."""
LOCKS = 4_854_220_000
RECORD = Record(t, AuditEntry)
ADD = add(t)
LAST = Statement(
    select(t.c.seq, t.c.hash)
    .where(t.c.lane == at("of_lane"))
    .order_by(t.c.seq.desc())
    .limit(literal_column("1"))
)
TAKE_LANE = Statement(select(func.pg_advisory_xact_lock(cast(at("lock"), BigInteger))))
USED = Statement(select(t.c.lane).distinct().order_by(t.c.lane))
AFTER = Statement(
    select(*RECORD.columns)
    .where(t.c.lane == at("of_lane"), t.c.seq > at("above"))
    .order_by(t.c.seq)
    .limit(at("at_most"))
)


class SqlAudit:
    """Who did or read what; rows are held back until the transaction ends."""

    def __init__(self, session: Session, notes: AuditNotes) -> None:
        self._session = session
        self._notes = notes

    def note(self, note: AuditNote) -> None:
        """Let a row be written when the transaction ends."""
        self._notes.note(note)

    def flush(self) -> None:
        """Write what was held back, as the next rows of one lane."""
        notes = self._notes.taken(self._session.touched, SystemClock().now())
        if not notes:
            return
        kind = self._session.dialect.name
        lane = lane_of(notes, LANES[kind])
        if kind == "postgresql":
            self._session.one(TAKE_LANE, lock=LOCKS + lane)
        row = self._session.one(LAST, of_lane=lane)
        seq, prev = (row[0], row[1]) if row else (0, seed(lane))
        self._session.run_each(ADD, [RECORD.row(entry) for entry in linked(lane, seq, prev, notes)])

    def rows(self, query: AuditQuery) -> Sequence[AuditEntry]:
        """Return rows, newest first."""
        asked = {
            name: getattr(query, name) for name in ("actor", "case_id", "action") if getattr(query, name)
        }
        times = {name: getattr(query, name) for name in ("since", "until") if getattr(query, name)}
        values: dict[str, Any] = {f"of_{name}": word for name, word in asked.items()}
        values |= {f"from_{name}": micros(instant) for name, instant in times.items()}
        statement = _listing(tuple(asked), tuple(times))
        return RECORD.values(
            self._session.all(statement, at_most=query.limit, skipped=query.offset, **values)
        )

    def lanes(self) -> Sequence[int]:
        """Return the lanes in which anything stands, in order."""
        return [row[0] for row in self._session.all(USED)]

    def heads(self) -> Sequence[AuditHead]:
        """Return the last row of each lane."""
        found = []
        for lane in self.lanes():
            row = self._session.one(LAST, of_lane=lane)
            if row is not None:
                found.append(AuditHead(lane=lane, seq=row[0], hash=row[1]))
        return found

    def after(self, lane: int, seq: int, *, limit: int = 5000) -> Sequence[AuditEntry]:
        """Return the rows of a lane after *seq*, in order."""
        return RECORD.values(self._session.all(AFTER, of_lane=lane, above=seq, at_most=limit))


@lru_cache(maxsize=64)
def _listing(words: tuple[str, ...], times: tuple[str, ...]) -> Statement:
    found: Select[Any] = select(*RECORD.columns)
    for name in words:
        found = found.where(t.c[name] == of(f"of_{name}"))
    if "since" in times:
        found = found.where(t.c.at >= at("from_since"))
    if "until" in times:
        found = found.where(t.c.at < at("from_until"))
    order = (t.c.at.desc(), t.c.lane.desc(), t.c.seq.desc())
    return Statement(found.order_by(*order).limit(at("at_most")).offset(at("skipped")))
