"""The audit: who did or read what, when, from where and why; each row holds the hash of the one before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from workflows.domain.canonical import canonical, canonical_row, sha256

FORMAT = "hewei-audit"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class AuditNote:
    """What is to be written: `action` is a command or fact, `thing` the paper, party or field, `reason` a stable code.

    No field holds a name, a number or a sentence of a person: rows outlive the case that they tell of.
    """

    at: datetime
    actor: str
    action: str
    case_id: str = ""
    thing: str = ""
    reason: str = ""
    place: str = ""
    result: str = "done"


@dataclass(frozen=True, kw_only=True)
class AuditEntry(AuditNote):
    """A row of the audit: its lane and place there, the hash of the row before, and its own."""

    lane: int
    seq: int
    prev: str
    hash: str = ""

    def digest(self) -> str:
        """Return what `hash` must be: the SHA-256 of the canonical JSON of all the rest."""
        return _digest(self.lane, self.seq, self, self.prev)


@dataclass(frozen=True, kw_only=True)
class AuditHead:
    """The last row of a lane at some moment."""

    lane: int
    seq: int
    hash: str


@dataclass(frozen=True, kw_only=True)
class AuditBreak:
    """Where a lane does not hold: at which row, and why: `changed`, `missing`, `cut` or `rewritten`."""

    lane: int
    seq: int
    rule: str


@dataclass(frozen=True, kw_only=True)
class AuditQuery:
    """Which rows are asked for; what is empty narrows nothing. The newest come first."""

    actor: str = ""
    case_id: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 100
    offset: int = 0


def seed(lane: int) -> str:
    """Return the hash before the first row of a lane."""
    return sha256(canonical({"format": FORMAT, "lane": lane}))


def linked(lane: int, seq: int, prev: str, notes: Iterable[AuditNote]) -> list[AuditEntry]:
    """Return *notes* as the rows that follow row *seq*, whose hash is *prev*."""
    entries: list[AuditEntry] = []
    for number, note in enumerate(notes, start=seq + 1):
        own = _digest(lane, number, note, prev)
        entries.append(AuditEntry(**vars(note), lane=lane, seq=number, prev=prev, hash=own))
        prev = own
    return entries


def _digest(lane: int, seq: int, note: AuditNote, prev: str) -> str:
    at = (note.at - EPOCH) // timedelta(microseconds=1)
    told = (note.actor, note.action, note.case_id, note.thing, note.reason, note.place, note.result)
    return sha256(canonical_row([lane, seq, at, *told, prev]))


def broken_at(head: AuditHead, rows: Iterable[AuditEntry]) -> tuple[AuditBreak | None, AuditHead]:
    """Return the first row after *head* that does not hold, or None; and the head after the rows that do."""
    for row in rows:
        if row.seq != head.seq + 1:
            return AuditBreak(lane=head.lane, seq=head.seq + 1, rule="missing"), head
        if row.prev != head.hash or row.hash != row.digest():
            return AuditBreak(lane=head.lane, seq=row.seq, rule="changed"), head
        head = AuditHead(lane=row.lane, seq=row.seq, hash=row.hash)
    return None, head
