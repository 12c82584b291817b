"""Builtins that compare points and ranges in time or in size: before, meets, overlaps and their kin."""

from __future__ import annotations

import re
from typing import Final

from workflows.feel.builtins.conversion import parse_number
from workflows.feel.comparing import comparable, order
from workflows.feel.registry import builtin
from workflows.feel.temporal_text import parse_temporal
from workflows.feel.values import Mismatch, Range

_TEXT: Final = re.compile(r"\s*([\[\](])\s*(.*?)\s*\.\.\s*(.*?)\s*([\[\])])\s*", re.DOTALL)
_TIME: Final = re.compile(r'(?:@|(?:date|time|date and time|duration)\s*\(\s*)?"([^"]*)"\s*\)?')


def _span(value: object) -> Range:
    if isinstance(value, Range) and value.sign == "!=":
        raise Mismatch("What holds all values but one has no ends.", "除一个值外全部包含的范围没有端点。")
    return value if isinstance(value, Range) else Range(value, value)


def _is(sign: str, left: object, right: object) -> bool:
    if not comparable(left, right):
        raise Mismatch("These values have no common order.", "这些值之间不能比较先后或大小。")
    return order(sign, left, right) is True


def _precedes(first: Range, second: Range) -> bool:
    """Return whether the first ends before the second starts, with no point in common."""
    if first.end is None or second.start is None:
        return False
    touching = first.end_included and second.start_included
    return _is("<" if touching else "<=", first.end, second.start)


@builtin("before(point1: any, point2: any)")
def _before(first: object, second: object) -> bool | None:
    return None if first is None or second is None else _precedes(_span(first), _span(second))


@builtin("after(point1: any, point2: any)")
def _after(first: object, second: object) -> bool | None:
    return None if first is None or second is None else _precedes(_span(second), _span(first))


@builtin("meets(range1: range, range2: range)")
def _meets(first: Range, second: Range) -> bool:
    return first.end_included and second.start_included and _is("=", first.end, second.start)


@builtin("met by(range1: range, range2: range)")
def _met_by(first: Range, second: Range) -> bool:
    return _meets(second, first)


@builtin("overlaps(range1: range, range2: range)")
def _overlaps(first: Range, second: Range) -> bool:
    return not _precedes(first, second) and not _precedes(second, first)


def _starts_earlier(first: Range, second: Range) -> bool:
    """Return whether the first holds a point before every point of the second."""
    if first.start is None or second.start is None:
        return first.start is None and second.start is not None
    if first.start == second.start:
        return first.start_included and not second.start_included
    return _is("<", first.start, second.start)


def _ends_later(first: Range, second: Range) -> bool:
    """Return whether the first holds a point after every point of the second."""
    if first.end is None or second.end is None:
        return first.end is None and second.end is not None
    if first.end == second.end:
        return first.end_included and not second.end_included
    return _is(">", first.end, second.end)


@builtin("overlaps before(range1: range, range2: range)")
def _overlaps_before(first: Range, second: Range) -> bool:
    return _overlaps(first, second) and _starts_earlier(first, second) and not _ends_later(first, second)


@builtin("overlaps after(range1: range, range2: range)")
def _overlaps_after(first: Range, second: Range) -> bool:
    return _overlaps(first, second) and _starts_earlier(second, first) and not _ends_later(second, first)


@builtin("includes(range: range, point: any)")
def _includes(outer: Range, point: object) -> bool | None:
    if point is None:
        return None
    inner = _span(point)
    return not _starts_earlier(inner, outer) and not _ends_later(inner, outer) and _overlaps(outer, inner)


@builtin("during(point: any, range: range)")
def _during(point: object, outer: Range) -> bool | None:
    return _includes(outer, point)


@builtin("starts(point: any, range: range)")
def _starts(point: object, outer: Range) -> bool | None:
    if point is None:
        return None
    inner = _span(point)
    same = inner.start_included is outer.start_included and _is("=", inner.start, outer.start)
    return same and not _ends_later(inner, outer)


@builtin("started by(range: range, point: any)")
def _started_by(outer: Range, point: object) -> bool | None:
    return _starts(point, outer)


@builtin("finishes(point: any, range: range)")
def _finishes(point: object, outer: Range) -> bool | None:
    if point is None:
        return None
    inner = _span(point)
    same = inner.end_included is outer.end_included and _is("=", inner.end, outer.end)
    return same and not _starts_earlier(inner, outer)


@builtin("finished by(range: range, point: any)")
def _finished_by(outer: Range, point: object) -> bool | None:
    return _finishes(point, outer)


@builtin("coincides(point1: any, point2: any)")
def _coincides(first: object, second: object) -> bool | None:
    if first is None or second is None or isinstance(first, Range) is not isinstance(second, Range):
        return None
    one, two = _span(first), _span(second)
    closed = (one.start_included, one.end_included) == (two.start_included, two.end_included)
    return closed and _is("=", one.start, two.start) and _is("=", one.end, two.end)


def _endpoint(text: str) -> object:
    if text in {"", "null"}:
        return None
    quoted = _TIME.fullmatch(text)
    if quoted is not None and text.startswith('"'):
        return quoted[1]
    value = parse_number(text) if quoted is None else parse_temporal(quoted[1])
    value = parse_temporal(text) if value is None else value
    if value is None:
        raise Mismatch(f"“{text[:40]}” is no end of a range.", f"“{text[:40]}”不能作为区间端点。")
    return value


@builtin("range(from: string)")
def _range(text: str) -> Range | None:
    match = _TEXT.fullmatch(text)
    if match is None:
        return None
    start, end = _endpoint(match[2]), _endpoint(match[3])
    if (start is None and (end is None or match[1] == "[")) or (end is None and match[4] == "]"):
        return None  # an end without a value is open
    if start is not None and end is not None and (not comparable(start, end) or order(">", start, end)):
        return None
    return Range(start, end, match[1] == "[", match[4] == "]")
