"""What a decision table leaves open: rows that overlap though they must not, and inputs that no row answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from workflows.engine.dmn.model import Model, Table
from workflows.errors import HeweiError
from workflows.feel import Expression, compile, nodes  # noqa: A004

MAX_WORK = 200_000
OTHER = "\u0000any other text"
_PLAIN = (
    nodes.UnaryTests,
    nodes.Tests,
    nodes.Literal,
    nodes.Interval,
    nodes.Comparator,
    nodes.Negate,
    nodes.ListLiteral,
)
_EXCLUSIVE = frozenset({"UNIQUE"})
_SINGLE = frozenset({"UNIQUE", "ANY", "PRIORITY", "FIRST"})


@dataclass(frozen=True)
class Overlap:
    """Two rows that can match together, with inputs for which they do."""

    decision: str
    rows: tuple[str, str]
    example: tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Gap:
    """Inputs that no row answers."""

    decision: str
    example: tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class _Column:
    """An input with a value for every stretch that its cells tell apart, and the rows that each value passes."""

    label: str
    values: tuple[object, ...]
    rows: tuple[frozenset[int], ...]


def analyse(model: Model) -> tuple[list[Overlap], list[Gap]]:
    """Return the overlaps and the gaps of the tables whose cells look at nothing but their own input.

    A value stands for each stretch between the numbers, days and texts that occur in a column, so the answer is
    exact for comparisons, ranges, lists and `not`.
    """
    overlaps: list[Overlap] = []
    gaps: list[Gap] = []
    for node in model.decisions.values():
        if isinstance(node.logic, Table):
            columns = _columns(node.logic)
            if columns is not None:
                overlaps.extend(_overlaps(node.id, node.logic, columns))
                gaps.extend(_gaps(node.id, node.logic, columns))
    return overlaps, gaps


def _columns(table: Table) -> list[_Column] | None:
    found = []
    for index, column in enumerate(table.inputs):
        cells = [rule.tests[index] for rule in table.rules]
        compiled = [_cell(cell) for cell in cells]
        if any(cell is None for cell in compiled):
            return None
        values = tuple(
            _samples([cell for cell in compiled if isinstance(cell, Expression)], column.type, column.allowed)
        )
        rows = tuple(
            frozenset(n for n, cell in enumerate(compiled) if cell is True or _passes(cell, value))
            for value in values
        )
        found.append(_Column(column.label, values, rows))
    return found


def _cell(text: str) -> Expression | bool | None:
    if text in {"", "-"}:
        return True
    try:
        cell = compile(text, unary=True)
    except HeweiError:
        return None
    return cell if _plain(cell) else None


def _passes(cell: object, value: object) -> bool:
    try:
        return isinstance(cell, Expression) and cell.test(value)
    except HeweiError:
        return False


# ---- samples ---------------------------------------------------------------------------------


def _samples(cells: Sequence[Expression], kind: str, allowed: str) -> Iterator[object]:
    constants = {value for cell in cells for value in _constants(cell)}
    if allowed:
        listed = _cell(allowed)
        closed = _constants(listed) if isinstance(listed, Expression) else set()
        if closed and all(isinstance(value, str) for value in closed):
            yield from sorted(map(str, closed))
            return
    yield from sorted({value for value in constants if isinstance(value, str)})
    numbers = sorted({value for value in constants if isinstance(value, Decimal)})
    yield from _between(numbers, Decimal(1), 2)
    days = sorted(
        {value for value in constants if isinstance(value, date) and not isinstance(value, datetime)}
    )
    yield from _between_days(days)
    if kind == "boolean" or any(isinstance(value, bool) for value in constants):
        yield from (True, False)
    elif not numbers and not days:
        yield OTHER


def _between(numbers: Sequence[Decimal], step: Decimal, parts: int) -> Iterator[Decimal]:
    for place, number in enumerate(numbers):
        if place == 0:
            yield number - step
        yield number
        yield (number + numbers[place + 1]) / parts if place + 1 < len(numbers) else number + step


def _between_days(days: Sequence[date]) -> Iterator[date]:
    for day in days:
        yield day - timedelta(1)
        yield day
        yield day + timedelta(1)


def _constants(cell: Expression) -> set[object]:
    return {value for part in _parts(cell.tree) if (value := _constant(part)) is not None}


def _constant(part: object) -> object:
    if isinstance(part, nodes.Literal):
        return part.value
    if _is_day(part):
        return compile(f'date("{part.args[0].value}")').evaluate({})  # type: ignore[attr-defined]
    return None


def _is_day(part: object) -> bool:
    if not isinstance(part, nodes.Call) or len(part.args) != 1 or not isinstance(part.args[0], nodes.Literal):
        return False
    return (
        isinstance(part.target, nodes.Name)
        and part.target.name == "date"
        and isinstance(part.args[0].value, str)
    )


def _plain(cell: Expression) -> bool:
    """Tell whether a cell only compares its input with constants."""
    return all(isinstance(part, _PLAIN) or _is_day(part) for part in _parts(cell.tree))


def _parts(part: object) -> Iterator[object]:
    if isinstance(part, nodes.Node):
        yield part
        if not _is_day(part):
            for name in part.__dataclass_fields__:
                yield from _parts(getattr(part, name))
    elif isinstance(part, tuple):
        for each in part:
            yield from _parts(each)


# ---- overlaps and gaps -----------------------------------------------------------------------


def _overlaps(decision: str, table: Table, columns: Sequence[_Column]) -> Iterator[Overlap]:
    if table.policy not in _EXCLUSIVE:
        return
    for first in range(len(table.rules)):
        for second in range(first + 1, len(table.rules)):
            example = _together(columns, first, second)
            if example is not None:
                yield Overlap(decision, (table.rules[first].id, table.rules[second].id), example)


def _together(columns: Sequence[_Column], first: int, second: int) -> tuple[tuple[str, object], ...] | None:
    example = []
    for column in columns:
        both = [
            value for value, rows in zip(column.values, column.rows, strict=True) if {first, second} <= rows
        ]
        if not both:
            return None
        example.append((column.label, _shown(both[0])))
    return tuple(example)


def _gaps(decision: str, table: Table, columns: Sequence[_Column]) -> Iterator[Gap]:
    if table.policy not in _SINGLE or any(output.default for output in table.outputs):
        return
    seen: set[tuple[int, frozenset[int]]] = set()
    todo: list[tuple[int, frozenset[int], tuple[tuple[str, object], ...]]] = [
        (0, frozenset(range(len(table.rules))), ())
    ]
    for _ in range(MAX_WORK):
        if not todo:
            return
        depth, left, example = todo.pop()
        if not left:
            rest = tuple((column.label, _shown(column.values[0])) for column in columns[depth:])
            yield Gap(decision, example + rest)
            return
        if depth == len(columns) or (depth, left) in seen:
            continue
        seen.add((depth, left))
        column = columns[depth]
        for value, rows in reversed(list(zip(column.values, column.rows, strict=True))):
            todo.append((depth + 1, left & rows, (*example, (column.label, _shown(value)))))


def _shown(value: object) -> object:
    return "(any other)" if value == OTHER else value
