"""Gap-free series of numbers in SQL: one row a series, locked until its transaction ends."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite

from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement
from workflows.store.sql.tables import numbers as t

_next = {"last": t.c.last + 1}
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
        (row,) = self._session.all(NEXT, series=series, last=1)
        return int(row[0])
