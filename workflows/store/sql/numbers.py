"""Gap-free series of numbers in SQL: one row a series, locked until its transaction ends."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.dialects import postgresql, sqlite

from workflows.domain.numbering import GivenNumber
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, at, of
from workflows.store.sql.tables import numbers as t
from workflows.store.sql.tables import numbers_given as g

_next = {"last": t.c.last + at("more")}
NEXT = Statement(
    {
        "sqlite": sqlite.insert(t)
        .on_conflict_do_update(index_elements=["series"], set_=_next)
        .returning(t.c.last),
        "postgresql": postgresql.insert(t)
        .on_conflict_do_update(index_elements=["series"], set_=_next)
        .returning(t.c.last),
    }
)
RECORD = Record(g, GivenNumber)
NOTE = Statement(insert(g))
GIVEN = Statement(
    select(*RECORD.columns)
    .where(g.c.series >= of("low"), g.c.series < of("high"))
    .order_by(g.c.series, g.c.seq)
)
LAST = Statement(
    select(t.c.series, t.c.last).where(t.c.series >= of("low"), t.c.series < of("high")).order_by(t.c.series)
)
BEYOND = "\U0010ffff"


class SqlNumbers:
    """Gap-free series."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next(self, series: str) -> int:
        """Return the next number of *series*, starting at 1; a rolled-back transaction burns none."""
        return take(self._session, series, 1)

    def note(self, given: GivenNumber) -> None:
        """Keep which paper bears a number."""
        self._session.run(NOTE, RECORD.row(given))

    def given(self, beginning: str) -> Sequence[GivenNumber]:
        """Return the numbers of all series whose name has this *beginning*, in order."""
        return RECORD.values(self._session.all(GIVEN, low=beginning, high=beginning + BEYOND))

    def last(self, beginning: str) -> dict[str, int]:
        """Return the last number of each series whose name has this *beginning*."""
        rows = self._session.all(LAST, low=beginning, high=beginning + BEYOND)
        return {str(row[0]): int(row[1]) for row in rows}


def take(session: Session, series: str, how_many: int) -> int:
    """Take the next *how_many* numbers of *series* and return the last of them."""
    (row,) = session.all(NEXT, series=series, last=how_many, more=how_many)
    return int(row[0])
