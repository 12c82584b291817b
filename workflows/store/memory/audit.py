"""The audit in memory: one lane of rows, linked like those of a database."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from workflows.clock import SystemClock
from workflows.domain.audit import AuditEntry, AuditHead, AuditNote, AuditQuery, linked, seed
from workflows.store.audit_notes import AuditNotes
from workflows.store.memory.shelves import Shelves, as_stored

LANE = 0
TABLES = {"versions": "procedure_versions", "identities": "external_identities", "talks": "separate_talks"}
"""Shelves that bear another name than their table."""


class MemoryAudit:
    """Who did or read what; rows are held back until the transaction ends."""

    def __init__(self, shelves: Shelves, notes: AuditNotes) -> None:
        self._shelves = shelves
        self._rows = shelves.audit
        self._notes = notes

    def note(self, note: AuditNote) -> None:
        """Let a row be written when the transaction ends."""
        self._notes.note(note)

    def flush(self) -> None:
        """Write what was held back."""
        touched = [TABLES.get(name, name) for name in self._shelves.changed()]
        notes = self._notes.taken(touched, SystemClock().now())
        if not notes:
            return
        rows = self._rows.change()
        head = rows[len(rows)] if rows else None
        for entry in linked(LANE, len(rows), head.hash if head else seed(LANE), notes):
            rows[entry.seq] = as_stored(entry)

    def rows(self, query: AuditQuery) -> Sequence[AuditEntry]:
        """Return rows, newest first."""
        found = [entry for entry in self._rows.rows.values() if _fits(entry, query)]
        found.sort(key=lambda entry: (entry.at, entry.seq), reverse=True)
        return found[query.offset : query.offset + query.limit]

    def lanes(self) -> Sequence[int]:
        """Return the lanes in which anything stands."""
        return [LANE] if self._rows.rows else []

    def heads(self) -> Sequence[AuditHead]:
        """Return the last row of each lane."""
        rows = self._rows.rows
        return [AuditHead(lane=LANE, seq=len(rows), hash=rows[len(rows)].hash)] if rows else []

    def after(self, lane: int, seq: int, *, limit: int = 5000) -> Sequence[AuditEntry]:
        """Return the rows of a lane after *seq*, in order."""
        following = (entry for entry in self._rows.rows.values() if entry.lane == lane and entry.seq > seq)
        return list(islice(following, limit))


def _fits(entry: AuditEntry, query: AuditQuery) -> bool:
    named = all(getattr(query, name) in ("", getattr(entry, name)) for name in ("actor", "case_id", "action"))
    return (
        named
        and (query.since is None or entry.at >= query.since)
        and (query.until is None or entry.at < query.until)
    )
