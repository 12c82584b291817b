"""Absences, notes, saved filters and what was looked at, in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from workflows.domain.absence import Absence
from workflows.domain.note import Mention, Note
from workflows.errors import AlreadyThere
from workflows.store.memory.shelves import Shelves, as_stored, utc


class MemoryAbsences:
    """Who is away from which day to which, and who acts in their place."""

    def __init__(self, shelves: Shelves) -> None:
        self._absences = shelves.absences

    def put(self, absence: Absence) -> None:
        """Add or replace an absence."""
        self._absences.change()[absence.id] = as_stored(absence)

    def get(self, absence_id: str) -> Absence | None:
        """Return one absence."""
        return self._absences.rows.get(absence_id)

    def of_account(self, account_id: str) -> Sequence[Absence]:
        """Return the absences of somebody, the last one first."""
        found = [each for each in self._absences.rows.values() if each.account_id == account_id]
        return sorted(sorted(found, key=lambda each: each.id), key=lambda each: each.since, reverse=True)

    def stood_for(self, substitute_id: str, day: date) -> Sequence[str]:
        """Return the accounts in whose place *substitute_id* acts on *day*, in order."""
        held = (each for each in self._absences.rows.values() if each.substitute_id == substitute_id)
        return sorted({each.account_id for each in held if each.holds_on(day)})


class MemoryNotes:
    """What colleagues write beside cases."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._notes = shelves.notes
        self._mentions = shelves.note_mentions

    def add(self, note: Note) -> None:
        """Keep a note; each account in its mentions finds it unread."""
        self._shelves.must_know_case(note.case_id)
        if note.id in self._notes.rows:
            raise AlreadyThere("There is a note with this id.")
        self._notes.change()[note.id] = as_stored(note)
        rows = self._mentions.change()
        rows.update({(note.id, account_id): None for account_id in note.mentions})

    def of_case(self, case_id: str) -> Sequence[Note]:
        """Return the notes of a case, oldest first."""
        found = [note for note in self._notes.rows.values() if note.case_id == case_id]
        return sorted(found, key=lambda note: (note.at, note.id))

    def mentions_of(self, account_id: str, *, limit: int = 50, offset: int = 0) -> Sequence[Mention]:
        """Return the notes that mention somebody: unread ones first, then the newest."""
        mine = [
            Mention(note=self._notes.rows[note_id], seen_at=seen)
            for (note_id, who), seen in self._mentions.rows.items()
            if who == account_id
        ]
        mine.sort(key=lambda each: each.note.id)
        mine.sort(key=lambda each: each.note.at, reverse=True)
        mine.sort(key=lambda each: each.seen_at is not None)
        return mine[offset : offset + limit]

    def unread(self, account_id: str) -> int:
        """Return how many notes that mention somebody they have not read."""
        return sum(who == account_id and seen is None for (_, who), seen in self._mentions.rows.items())

    def seen(self, case_id: str, account_id: str, *, at: datetime) -> int:
        """Note that somebody read the notes of a case; returns how many were unread."""
        here = {note.id for note in self.of_case(case_id)}
        fresh = [
            key
            for key, seen in self._mentions.rows.items()
            if key[0] in here and key[1] == account_id and seen is None
        ]
        rows = self._mentions.change()
        rows.update(dict.fromkeys(fresh, utc(at)))
        return len(fresh)


class MemorySavedFilters:
    """Views of work lists that people gave a name."""

    def __init__(self, shelves: Shelves) -> None:
        self._filters = shelves.saved_filters

    def put(self, account_id: str, name: str, asked: Mapping[str, str], *, at: datetime) -> None:
        """Keep a view under a name, or replace the one that has it."""
        utc(at)
        self._filters.change()[account_id, name] = dict(asked)

    def drop(self, account_id: str, name: str) -> bool:
        """Forget one; False if there was none."""
        return self._filters.change().pop((account_id, name), None) is not None

    def of_account(self, account_id: str) -> Mapping[str, Mapping[str, str]]:
        """Return the views of somebody by name, in the order of the names."""
        rows = sorted(self._filters.rows.items(), key=lambda row: row[0])
        return {name: dict(asked) for (who, name), asked in rows if who == account_id}


class MemoryItemsSeen:
    """Which work items somebody has opened."""

    def __init__(self, shelves: Shelves) -> None:
        self._seen = shelves.items_seen

    def put(self, account_id: str, item_ids: Collection[str], *, at: datetime) -> None:
        """Note that somebody opened these."""
        rows = self._seen.change()
        for item_id in item_ids:
            rows.setdefault((account_id, item_id), utc(at))

    def among(self, account_id: str, item_ids: Collection[str]) -> frozenset[str]:
        """Return which of these somebody has opened."""
        return frozenset(each for each in item_ids if (account_id, each) in self._seen.rows)
