"""Facts, answers to idempotency keys and settings in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import JsonValue

from workflows.domain.journal import WAY, Fact, JournalEntry
from workflows.errors import IdempotencyKeyReused
from workflows.store.audit_notes import AuditNotes
from workflows.store.encoding import micros
from workflows.store.memory.shelves import Shelves, as_json, as_stored, utc


class MemoryJournal:
    """Facts, in one order for all cases; append only."""

    def __init__(self, shelves: Shelves, notes: AuditNotes) -> None:
        self._journal = shelves.journal
        self._notes = notes

    def append(self, case_id: str, rev: int, facts: Sequence[Fact], *, at: datetime, actor: str) -> None:
        """Write facts of one step."""
        rows = self._journal.change()
        self._notes.told(case_id, facts, at=at, actor=actor)
        for seq, fact in enumerate(facts, start=len(rows) + 1):
            rows[seq] = JournalEntry(
                seq=seq, case_id=case_id, rev=rev, at=utc(at), actor=actor, fact=as_stored(fact)
            )

    def of_case(self, case_id: str) -> Sequence[JournalEntry]:
        """Return all facts of a case in order."""
        return [entry for entry in self._journal.rows.values() if entry.case_id == case_id]

    def history(self, case_id: str) -> Sequence[JournalEntry]:
        """Return all facts of a case in order, to be shown."""
        return self.of_case(case_id)

    def since(self, seq: int, *, limit: int = 500) -> Sequence[JournalEntry]:
        """Return facts after *seq* over all cases."""
        return [entry for entry in self._journal.rows.values() if entry.seq > seq][:limit]

    def newest(self) -> int:
        """Return the number of the last fact; 0 where there is none."""
        return len(self._journal.rows)

    def counts(self, start: datetime, end: datetime) -> Mapping[str, int]:
        """Return how many facts of each kind, but those of a way, were written from *start* until before *end*."""
        kinds = (entry.fact.kind for entry in self._journal.rows.values() if start <= entry.at < end)
        return dict(sorted(Counter(kind for kind in kinds if kind not in WAY).items()))


class MemoryKeys:
    """Idempotency keys with the answer they got."""

    def __init__(self, shelves: Shelves) -> None:
        self._keys = shelves.keys

    def get(self, key: str) -> tuple[str, JsonValue] | None:
        """Return (command digest, answer) of a key used before."""
        known = self._keys.rows.get(key)
        return known[:2] if known is not None else None

    def put(self, key: str, *, digest: str, answer: JsonValue, at: datetime) -> None:
        """Remember the answer given for a key."""
        micros(at)
        rows = self._keys.change()
        if key in rows:
            raise IdempotencyKeyReused(key=key)
        rows[key] = (digest, as_json(answer), utc(at))

    def forget(self, *, before: datetime) -> int:
        """Forget the answers given before an instant; returns how many."""
        rows = self._keys.change()
        old = [key for key, (_, _, at) in rows.items() if at < before]
        for key in old:
            del rows[key]
        return len(old)


class MemorySettings:
    """Small durable values of this installation."""

    def __init__(self, shelves: Shelves) -> None:
        self._settings = shelves.settings

    def get(self, name: str) -> JsonValue:
        """Return the value, or None."""
        return as_json(self._settings.rows.get(name))  # type: ignore[no-any-return]

    def put(self, name: str, value: JsonValue) -> None:
        """Keep the value."""
        self._settings.change()[name] = as_json(value)
