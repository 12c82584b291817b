"""Gap-free series of numbers in SQL: one row a series, locked until its transaction ends."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite

from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, at
from workflows.store.sql.tables import numbers as t

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


class SqlNumbers:
    """Gap-free series."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next(self, series: str) -> int:
        """Return the next number of *series*, starting at 1; a rolled-back transaction burns none."""
        return take(self._session, series, 1)


def take(session: Session, series: str, how_many: int) -> int:
    """Take the next *how_many* numbers of *series* and return the last of them."""
    (row,) = session.all(NEXT, series=series, last=how_many, more=how_many)
    return int(row[0])
