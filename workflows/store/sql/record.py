"""A record: the way between a frozen dataclass and the row that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, Table

from workflows.store.sql.columns import JSON, Kind

T = TypeVar("T")
Row = Sequence[Any]


class Record(Generic[T]):
    """Rows of *table* as values of one dataclass, whose field names are the column names."""

    def __init__(self, table: Table, make: Callable[..., T]) -> None:
        names = [field.name for field in fields(make)]  # type: ignore[arg-type]
        self.columns: list[Column[Any]] = [table.c[name] for name in names]
        self._make = make
        self._ways: list[tuple[str, Kind]] = [(c.name, c.info["kind"]) for c in self.columns]

    def value(self, row: Row) -> T:
        """Return the value that a row of `columns` holds."""
        return self._make(
            **{
                name: None if cell is None else kind.decode(cell)
                for (name, kind), cell in zip(self._ways, row, strict=True)
            }
        )

    def values(self, rows: Sequence[Row]) -> list[T]:
        """Return the values that rows hold."""
        return [self.value(row) for row in rows]

    def row(self, value: T) -> dict[str, Any]:
        """Return the parameters that write *value*."""
        return {name: _encode(kind, getattr(value, name)) for name, kind in self._ways}


def _encode(kind: Kind, value: object) -> object:
    return None if value is None and kind is not JSON else kind.encode(value)
