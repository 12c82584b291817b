"""The journal in SQL: facts in one order without gaps, written last in their transaction.

The way that a case took in one step is one row: a dozen facts, each with its own place in three indexes, made a third
of what a step wrote to the disk. Facts that stand alone, and those of earlier releases, have a row each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from string import ascii_letters, digits
from typing import Any

import orjson
from pydantic import JsonValue
from sqlalchemy import Text, func, literal_column, select

from workflows.domain.journal import DAMAGED, WAY, Fact, JournalEntry
from workflows.store.audit_notes import AuditNotes
from workflows.store.encoding import EPOCH, instant_of, json_text, micros
from workflows.store.sql.case_seals import CaseSeals
from workflows.store.sql.numbers import take
from workflows.store.sql.record import UNREADABLE, Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, add, at, of
from workflows.store.sql.tables import journal as t
from workflows.vault import broken_record

ADD = add(t)
OF_CASE = Statement(select(t).where(t.c.case_id == of("case")).order_by(t.c.seq))
SINCE = Statement(select(t).where(t.c.seq > at("after")).order_by(t.c.seq).limit(at("at_most")))
PACKED = "Way"
"""The kind of a row that holds several facts of a way; its number is that of the last of them."""
COUNTS = Statement(
    select(t.c.kind, func.count())
    .where(t.c.at >= at("since"), t.c.at < at("until"), t.c.kind != literal_column(f"'{PACKED}'", Text))
    .group_by(t.c.kind)
    .order_by(t.c.kind)
)
NEWEST = Statement(select(func.max(t.c.seq)))
SERIES = ":journal"
"""The series of the facts' numbers: its row is locked from the first number taken to the commit, so that no later
number is seen before an earlier one."""

SEALED = "sealed"
PLAIN = f"{ascii_letters}{digits} _:;.,@/+=*<>()[]{{}}\"'-".encode()
"""The signs of codes, ids and dates; anything else may be a name or somebody's own words."""
DIGIT, LONG_NUMBER = b"0", b"0" * 7
_ANY_DIGIT = bytes.maketrans(digits.encode(), DIGIT * len(digits))


class SqlJournal:
    """Facts, in one order for all cases; append only.

    Facts are held back until the transaction ends: the one lock that all writers share is then taken last and
    for the shortest time, and can take part in no deadlock.
    """

    def __init__(self, session: Session, seals: CaseSeals, notes: AuditNotes) -> None:
        self._session = session
        self._seals = seals
        self._notes = notes
        self._held_back: list[tuple[int, dict[str, Any]]] = []
        """How many facts each row holds, and the row."""

    def append(self, case_id: str, rev: int, facts: Sequence[Fact], *, at: datetime, actor: str) -> None:
        """Write facts of one step."""
        self._notes.told(case_id, facts, at=at, actor=actor)
        step = {"case_id": case_id, "rev": rev, "at": micros(at), "actor": actor}
        for how_many, fact in _packed(facts):
            kept = {"kind": fact.kind, "element": fact.element, "data": self._kept(case_id, rev, fact)}
            self._held_back.append((how_many, step | kept))

    def _kept(self, case_id: str, rev: int, fact: Fact) -> str:
        """Return the data of a fact; sealed where it may hold what a person wrote, or a number of theirs."""
        text = json_text(fact.data)
        if _is_plain(text.encode()):
            return text
        return json_text({SEALED: self._seals.text(case_id, text, _about(rev, fact.kind, fact.element))})

    def _readable(self, row: Row) -> Sequence[JournalEntry]:
        """Return the facts of a row in order; one for all of them, marked as damaged, where it cannot be read."""
        try:
            return list(self._entries(row))
        except UNREADABLE:
            seq, case_id, rev, _, actor, *_ = row
            fact = Fact(kind=DAMAGED)
            return [
                JournalEntry(
                    seq=seq, case_id=case_id, rev=rev, at=_instant(row), actor=actor, fact=fact, damaged=True
                )
            ]

    def _entries(self, row: Row) -> Iterator[JournalEntry]:
        """Yield the facts of a row, in order."""
        last, case_id, rev, on, actor, kind, element, kept = row
        data = orjson.loads(kept)
        if data.keys() == {SEALED}:
            data = orjson.loads(self._seals.untext(case_id, data[SEALED], _about(rev, kind, element)) or "{}")
        facts = data.get("facts", ()) if kind == PACKED else [(kind, element, data)]
        for seq, (what, where, told) in enumerate(facts, start=last + 1 - len(facts)):
            fact = Fact(kind=what, element=where, data=told)
            yield JournalEntry(seq=seq, case_id=case_id, rev=rev, at=instant_of(on), actor=actor, fact=fact)

    def flush(self) -> None:
        """Write what was held back."""
        if not self._held_back:
            return
        facts = sum(how_many for how_many, _ in self._held_back)
        seq = take(self._session, SERIES, facts) - facts
        numbered = []
        for how_many, row in self._held_back:
            seq += how_many
            numbered.append({"seq": seq, **row})
        self._session.run_each(ADD, numbered)
        self._held_back = []

    def of_case(self, case_id: str) -> Sequence[JournalEntry]:
        """Return all facts of a case in order.

        Raises:
            RecordSealBroken: one of them cannot be read.
        """
        entries = self.history(case_id)
        for entry in entries:
            if entry.damaged:
                raise broken_record(case_id, f"fact {entry.seq}")
        return entries

    def history(self, case_id: str) -> Sequence[JournalEntry]:
        """Return all facts of a case in order, to be shown; one that cannot be read is marked as damaged."""
        self.flush()
        return [entry for row in self._session.all(OF_CASE, case=case_id) for entry in self._readable(row)]

    def since(self, seq: int, *, limit: int = 500) -> Sequence[JournalEntry]:
        """Return facts after *seq* over all cases; one that cannot be read is marked as damaged."""
        self.flush()
        rows = self._session.all(SINCE, after=seq, at_most=limit)
        return [entry for row in rows for entry in self._readable(row) if entry.seq > seq][:limit]

    def newest(self) -> int:
        """Return the number of the last fact; 0 where there is none."""
        self.flush()
        row = self._session.one(NEWEST)
        return int(row[0] or 0) if row else 0

    def counts(self, start: datetime, end: datetime) -> Mapping[str, int]:
        """Return how many facts of each kind, but those of a way, were written from *start* until before *end*."""
        self.flush()
        rows = self._session.all(COUNTS, since=micros(start), until=micros(end))
        return {row[0]: row[1] for row in rows if row[0] not in WAY}


def _packed(facts: Sequence[Fact]) -> Iterator[tuple[int, Fact]]:
    """Yield how many facts a row holds, and what stands in it: several facts of a way in one, others alone."""
    for together, group in groupby(facts, key=lambda fact: fact.kind in WAY):
        run = list(group)
        if together and len(run) > 1:
            told: list[JsonValue] = [[fact.kind, fact.element, dict(fact.data)] for fact in run]
            yield len(run), Fact(kind=PACKED, data={"facts": told})
        else:
            yield from ((1, fact) for fact in run)


def _is_plain(text: bytes) -> bool:
    """Return whether *text* is of plain signs and has no long number; by tables, a tenth of what patterns take."""
    return not text.translate(None, PLAIN) and LONG_NUMBER not in text.translate(_ANY_DIGIT)


def _instant(row: Row) -> datetime:
    try:
        return instant_of(row[3])
    except UNREADABLE:
        return EPOCH


def _about(rev: int, kind: str, element: str) -> str:
    return f"fact {rev} {kind} {element}"
