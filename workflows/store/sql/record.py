"""A record: the way between a frozen dataclass and the row that keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Table

from workflows.errors import RecordSealBroken
from workflows.store.sql.columns import PLAIN, Kind

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecordSealBroken)
"""What reading a damaged row ends with; that a key or the database is missing is none of them."""
T = TypeVar("T")
Row = Sequence[Any]


class Record(Generic[T]):
    """Rows of *table* as values of one dataclass, whose field names are the column names.

    A frozen dataclass sets each field past its own guard, which for a row of 21 columns takes longer than asking for
    it. A row names every field, so they are set together; nothing else may happen when such a value is made.
    """

    def __init__(self, table: Table, make: type[T]) -> None:
        if hasattr(make, "__post_init__") or hasattr(make, "__slots__"):
            raise TypeError(f"{make.__name__} does more than keep its fields; its rows cannot be read so.")
        names = [field.name for field in fields(make)]  # type: ignore[arg-type]
        self.columns: list[Column[Any]] = [table.c[name] for name in names]
        self._make = make
        self._names = names
        kinds: list[tuple[int, str, Kind]] = [
            (place, column.name, column.info["kind"]) for place, column in enumerate(self.columns)
        ]
        self._changed = [each for each in kinds if each[2] is not PLAIN]
        """Only these differ between the value and its row; the others are handed through untouched."""

    def value(self, row: Row) -> T:
        """Return the value that a row of `columns` holds."""
        cells = list(row)
        for place, _, kind in self._changed:
            if cells[place] is not None:
                cells[place] = kind.decode(cells[place])
        made = object.__new__(self._make)
        vars(made).update(zip(self._names, cells, strict=True))
        return made

    def values(self, rows: Sequence[Row]) -> list[T]:
        """Return the values that rows hold."""
        return [self.value(row) for row in rows]

    def whole(self, row: Row) -> T | None:
        """Return the value that a row holds, or None where it is damaged."""
        try:
            return self.value(row)
        except UNREADABLE:
            return None

    def row(self, value: T) -> dict[str, Any]:
        """Return the parameters that write *value*."""
        row = dict(vars(value))
        for _, name, kind in self._changed:
            if row[name] is not None:
                row[name] = kind.encode(row[name])
        return row
