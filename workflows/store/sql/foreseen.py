"""What was read ahead of several cases in one question, until one of them is changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")


class Foreseen(Generic[T]):
    """Rows by case and by their own id; each case's are taken once, as whoever takes them changes them."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, T]] = {}
        self._named: frozenset[str] = frozenset()

    def keep(self, rows: Mapping[str, dict[str, T]], named: Collection[str]) -> None:
        """Remember *rows*, {case: {id: row}}: all that stand open of these cases, and all that *named* names."""
        self._rows, self._named = dict(rows), frozenset(named)

    def take(self, case_id: str, named: Collection[str]) -> dict[str, T] | None:
        """Return the rows of a case; None where they, or one that *named* names, were not read ahead."""
        rows = self._rows.pop(case_id, None)
        return rows if rows is not None and self._named.union(rows).issuperset(named) else None

    def forget(self) -> None:
        """Forget everything: something was changed that may be among it."""
        self._rows = {}
