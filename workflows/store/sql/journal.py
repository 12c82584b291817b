"""The journal in SQL: facts in one order without gaps, written last in their transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson
from sqlalchemy import func, select

from workflows.domain.journal import Fact, JournalEntry
from workflows.store.audit_notes import AuditNotes
from workflows.store.encoding import instant_of, json_text, micros
from workflows.store.sql.case_seals import CaseSeals
from workflows.store.sql.numbers import take
from workflows.store.sql.record import Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, add, at, of
from workflows.store.sql.tables import journal as t

ADD = add(t)
OF_CASE = Statement(select(t).where(t.c.case_id == of("case")).order_by(t.c.seq))
SINCE = Statement(select(t).where(t.c.seq > at("after")).order_by(t.c.seq).limit(at("at_most")))
COUNTS = Statement(
    select(t.c.kind, func.count())
    .where(t.c.at >= at("since"), t.c.at < at("until"))
    .group_by(t.c.kind)
    .order_by(t.c.kind)
)
NEWEST = Statement(select(func.max(t.c.seq)))
SERIES = ":journal"
"""The series of the facts' numbers: its row is locked from the first number taken to the commit, so that no later
number is seen before an earlier one."""

SEALED = "sealed"
PLAIN = re.compile(r"[A-Za-z0-9 _:;.,@/+=*<>()\[\]{}\"'-]*")
"""Codes, ids and dates; anything else may be a name or somebody's own words."""
LONG_NUMBER = re.compile(r"[0-9]{7}")


class SqlJournal:
    """Facts, in one order for all cases; append only.

    Facts are held back until the transaction ends: the one lock that all writers share is then taken last and
    for the shortest time, and can take part in no deadlock.
    """

    def __init__(self, session: Session, seals: CaseSeals, notes: AuditNotes) -> None:
        self._session = session
        self._seals = seals
        self._notes = notes
        self._held_back: list[dict[str, Any]] = []

    def append(self, case_id: str, rev: int, facts: Sequence[Fact], *, at: datetime, actor: str) -> None:
        """Write facts of one step."""
        on = micros(at)
        self._notes.told(case_id, facts, at=at, actor=actor)
        self._held_back += [
            {
                "case_id": case_id,
                "rev": rev,
                "at": on,
                "actor": actor,
                "kind": fact.kind,
                "element": fact.element,
                "data": self._kept(case_id, rev, fact),
            }
            for fact in facts
        ]

    def _kept(self, case_id: str, rev: int, fact: Fact) -> str:
        """Return the data of a fact; sealed where it may hold what a person wrote, or a number of theirs."""
        text = json_text(fact.data)
        if _is_plain(text):
            return text
        return json_text({SEALED: self._seals.text(case_id, text, _about(rev, fact.kind, fact.element))})

    def _entry(self, row: Row) -> JournalEntry:
        seq, case_id, rev, on, actor, kind, element, kept = row
        data = orjson.loads(kept)
        if data.keys() == {SEALED}:
            data = orjson.loads(self._seals.untext(case_id, data[SEALED], _about(rev, kind, element)) or "{}")
        fact = Fact(kind=kind, element=element, data=data)
        return JournalEntry(seq=seq, case_id=case_id, rev=rev, at=instant_of(on), actor=actor, fact=fact)

    def flush(self) -> None:
        """Write what was held back."""
        if not self._held_back:
            return
        last = take(self._session, SERIES, len(self._held_back))
        numbered = [
            {"seq": seq, **held}
            for seq, held in enumerate(self._held_back, start=last + 1 - len(self._held_back))
        ]
        self._session.run_each(ADD, numbered)
        self._held_back = []

    def of_case(self, case_id: str) -> Sequence[JournalEntry]:
        """Return all facts of a case in order."""
        self.flush()
        return [self._entry(row) for row in self._session.all(OF_CASE, case=case_id)]

    def since(self, seq: int, *, limit: int = 500) -> Sequence[JournalEntry]:
        """Return facts after *seq* over all cases."""
        self.flush()
        return [self._entry(row) for row in self._session.all(SINCE, after=seq, at_most=limit)]

    def newest(self) -> int:
        """Return the number of the last fact; 0 where there is none."""
        self.flush()
        row = self._session.one(NEWEST)
        return int(row[0] or 0) if row else 0

    def counts(self, start: datetime, end: datetime) -> Mapping[str, int]:
        """Return how many facts of each kind were written from *start* until before *end*."""
        self.flush()
        return {row[0]: row[1] for row in self._session.all(COUNTS, since=micros(start), until=micros(end))}


@lru_cache(maxsize=1024)
def _is_plain(text: str) -> bool:
    return PLAIN.fullmatch(text) is not None and LONG_NUMBER.search(text) is None


def _about(rev: int, kind: str, element: str) -> str:
    return f"fact {rev} {kind} {element}"
