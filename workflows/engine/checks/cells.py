"""The cells of a decision table as sets: which values a column tells apart, and which of them each cell takes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from workflows.engine.checks.table_file import Grid

MOST_WORK = 120_000
_NUMBER = r"-?\d+(?:\.\d+)?"
_TEXT = r'"(?:[^"\\]|\\.)*"'
_DATE = r'date\("\d{4}-\d{2}-\d{2}"\)'
_VALUE = rf"(?:{_NUMBER}|{_TEXT}|{_DATE}|true|false)"
_PART = re.compile(
    rf"\s*(?:(?P<op><=|>=|<|>|=|!=)?\s*(?P<value>{_VALUE})"
    rf"|(?P<open>[\[\](])\s*(?P<low>{_VALUE})\s*\.\.\s*(?P<high>{_VALUE})\s*(?P<close>[\]\[)]))\s*(?:,|$)"
)
_NOT = re.compile(r"^not\((.*)\)$", re.DOTALL)
Key = tuple[int, float, str]


@dataclass(frozen=True)
class Column:
    """The values that a column tells apart: points in order, with the gaps between them as atoms of their own."""

    points: tuple[Key, ...]
    closed: bool

    @property
    def atoms(self) -> int:
        """How many kinds of value there are: below, at and between the points; of a closed list only the points."""
        return len(self.points) if self.closed else 2 * len(self.points) + 1

    def at(self, point: Key) -> int:
        """Return the atom of a point."""
        index = bisect_left(self.points, point)
        return index if self.closed else 2 * index + 1

    def words(self, atom: int) -> tuple[str, str]:
        """Return a value of the atom in English and in Chinese."""
        if self.closed or atom % 2:
            shown = _show(self.points[atom if self.closed else atom // 2])
            return shown, shown
        if not self.points:
            return "any value", "任何值"
        if self.points[0][0] == 1:
            return "any other text", "其他文字"
        low = [f"> {_show(self.points[atom // 2 - 1])}"] if atom else []
        high = [f"< {_show(self.points[atom // 2])}"] if atom // 2 < len(self.points) else []
        return " and ".join(low + high), " 且 ".join(low + high)


@dataclass(frozen=True)
class Sets:
    """A table as sets: for each row and column the atoms it takes, as bits; None where a cell cannot be read."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[int | None, ...], ...]

    @property
    def plain(self) -> bool:
        """Whether every cell could be read."""
        return all(cell is not None for row in self.rows for cell in row)


def sets_of(grid: Grid) -> Sets:
    """Return *grid* as sets."""
    tests = [grid.tests(row) for row in grid.rows]
    width = len(grid.inputs)
    tests = [row for row in tests if len(row) == width]
    columns = tuple(_column(grid, index, [row[index] for row in tests]) for index in range(width))
    rows = tuple(
        tuple(_cell(text, column) for text, column in zip(row, columns, strict=True)) for row in tests
    )
    return Sets(columns, rows)


def _column(grid: Grid, index: int, texts: Sequence[str]) -> Column:
    allowed = grid.allowed(grid.inputs[index])
    kind = grid.type_of(grid.inputs[index])
    listed = [key for key in _keys(allowed) if key[0] in {1, 3}]
    booleans = {_key("true"), _key("false")} if kind == "boolean" else set()
    found = {key for text in texts for key in _keys(text)} | set(listed) | booleans
    if found and all(key[0] == 3 for key in found):
        return Column(tuple(sorted({_key("true"), _key("false")})), closed=True)
    closed = bool(listed) and found <= set(listed)
    return Column(tuple(sorted(found)), closed=closed)


def _keys(text: str) -> Iterator[Key]:
    for match in re.finditer(_VALUE, text):
        yield _key(match.group())


def _key(text: str) -> Key:
    if text.startswith('"'):
        return (1, 0.0, text[1:-1])
    if text.startswith("date("):
        return (2, 0.0, text)
    if text in {"true", "false"}:
        return (3, float(text == "true"), text)
    return (0, float(text), "")


def _show(key: Key) -> str:
    if key[0] == 1:
        return f"“{key[2]}”"
    return key[2] or f"{key[1]:g}"


def _cell(text: str, column: Column) -> int | None:
    everything = (1 << column.atoms) - 1
    if text in {"-", ""}:
        return everything
    refused = _NOT.match(text)
    if refused:
        inner = _parts(refused.group(1), column)
        return None if inner is None else everything & ~inner
    return _parts(text, column)


def _parts(text: str, column: Column) -> int | None:
    taken = position = 0
    while position < len(text):
        part = _PART.match(text, position)
        if part is None:
            return None
        taken |= _part(part, column)
        position = part.end()
    return taken


def _part(part: re.Match[str], column: Column) -> int:
    if part["value"]:
        return _compared(part["op"] or "=", _key(part["value"]), column)
    low = _compared(">=" if part["open"] == "[" else ">", _key(part["low"]), column)
    high = _compared("<=" if part["close"] == "]" else "<", _key(part["high"]), column)
    return low & high


def _compared(operator: str, key: Key, column: Column) -> int:
    at = 1 << column.at(key)
    everything = (1 << column.atoms) - 1
    return {
        "=": at,
        "!=": everything & ~at,
        "<": at - 1,
        "<=": at | (at - 1),
        ">": everything & ~(at | (at - 1)),
        ">=": everything & ~(at - 1),
    }[operator]


def overlapping(sets: Sets) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows (by index) that some values satisfy both."""
    for one, two in _pairs(sets):
        cells = zip(sets.rows[one], sets.rows[two], strict=True)
        if all(a is not None and b is not None and a & b for a, b in cells):
            yield one, two


def hidden(sets: Sets) -> Iterator[tuple[int, int]]:
    """Yield each row with the first row above it that takes everything it takes (by index, the upper first)."""
    told: set[int] = set()
    for one, two in _pairs(sets):
        cells = zip(sets.rows[one], sets.rows[two], strict=True)
        if two not in told and all(a is not None and b is not None and not b & ~a for a, b in cells):
            told.add(two)
            yield one, two


def _pairs(sets: Sets) -> Iterator[tuple[int, int]]:
    pairs = ((one, two) for two in range(len(sets.rows)) for one in range(two))
    return islice(pairs, MOST_WORK)


def gap(sets: Sets) -> tuple[tuple[str, str], ...] | None:
    """Return values in words, one for each column, that no row takes; None where there are none or nobody can tell."""
    if not sets.plain:
        return None
    found = _gap(sets, tuple(range(len(sets.rows))), 0, [MOST_WORK])
    return (
        tuple(column.words(atom) for column, atom in zip(sets.columns, found, strict=True)) if found else None
    )


def _gap(sets: Sets, rows: tuple[int, ...], column: int, budget: list[int]) -> tuple[int, ...] | None:
    if column == len(sets.columns):
        return None if rows else ()
    if not rows:
        return tuple(0 for _ in sets.columns[column:])
    seen: set[tuple[int, ...]] = set()
    for atom in range(sets.columns[column].atoms):
        budget[0] -= len(rows) + 1
        if budget[0] < 0:
            return None
        left = tuple(row for row in rows if (sets.rows[row][column] or 0) >> atom & 1)
        if left in seen:
            continue
        seen.add(left)
        rest = _gap(sets, left, column + 1, budget)
        if rest is not None:
            return (atom, *rest)
    return None
