"""A report: columns, rows, notes that say what does not fit, and bars to draw; numbers stay numbers until shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from workflows.domain.indicator import rounded

T = TypeVar("T")
POINTS, TEXT, MIXED, MIXED_CHANGE = "points", "text", "mixed", "mixed-change"


@dataclass(frozen=True)
class Note:
    """Words in both languages: a sentence under the table, or a cell of text."""

    zh: str
    en: str

    def say(self, language: str) -> str:
        """Return the words in one language."""
        return self.en if language == "en" else self.zh


Cell = str | Decimal | Note | None


class Hidden(StrEnum):
    """Stands in the place of a number that would tell of single persons."""

    SMALL = "*"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its heading, what its numbers are, the definition behind it, and whether short tables show it."""

    id: str
    zh: str
    en: str
    unit: str = TEXT
    means: str = ""
    means_en: str = ""
    key: bool = True


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Which cases a number is made of: those that enter an indicator on some days, of one group (None: of all)."""

    indicator: str
    since: date
    until: date
    group: str | None = None


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row; `bases` says how many cases each number stands on, where that matters. `total` rows stand apart.

    `behind` tells of each number which cases it is made of, for those who may see cases. `unit` is what the numbers of
    mixed columns are in this row.
    """

    zh: str
    en: str
    cells: tuple[Cell, ...]
    bases: tuple[int | None, ...] = ()
    behind: tuple[Behind | None, ...] = ()
    total: bool = False
    unit: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """A whole report; the heading of the rows is `axis`."""

    name: str
    zh: str
    en: str
    axis: Note
    since: date
    until: date
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    bars: str = ""
    """The id of the column that the chart shows; "" for none."""

    def brief(self) -> Report:
        """Return the report with its key columns only."""
        kept = [place for place, column in enumerate(self.columns) if column.key]
        rows = tuple(
            replace(
                row,
                cells=_at(row.cells, kept),
                bases=_at(row.bases, kept),
                behind=_at(row.behind, kept),
            )
            for row in self.rows
        )
        return replace(self, columns=tuple(self.columns[place] for place in kept), rows=rows)


def _at(values: Sequence[T], places: Sequence[int]) -> tuple[T, ...]:
    return tuple(values[place] for place in places if place < len(values))


def unit_of(column: Column, row: Row) -> str:
    """Return what the number in this place is."""
    if column.unit == MIXED:
        return row.unit
    if column.unit == MIXED_CHANGE:
        return POINTS if row.unit == "percent" else "change"
    return column.unit


_FORMS = {
    "percent": (1, "{:,}%"),
    "change": (1, "{:+,}%"),
    POINTS: (1, "{:+,}"),
    "money": (2, "{:,}"),
    "days": (1, "{:,}"),
}


def shown(cell: Cell, unit: str, language: str = "zh") -> str:
    """Return a cell as people read it; "–" where there is nothing to divide by."""
    if cell is None:
        return "–"
    if isinstance(cell, Note):
        return cell.say(language)
    if isinstance(cell, str):
        return cell
    places, form = _FORMS.get(unit, (0, "{:,}"))
    return form.format(rounded(cell, places))


def chart(report: Report) -> Mapping[str, Decimal]:
    """Return the bars of the report's chart: {place of the row as text: number}, without totals and hidden cells."""
    place = next((n for n, column in enumerate(report.columns) if column.id == report.bars), None)
    if place is None:
        return {}
    return {
        str(number): cell
        for number, row in enumerate(report.rows)
        if not row.total and isinstance(cell := row.cells[place], Decimal) and cell > 0
    }
