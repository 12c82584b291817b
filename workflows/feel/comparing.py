"""Equality, order and membership of FEEL values, with null for what cannot be compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import Final

from workflows.feel.far import Far, FarDate, FarMoment, FineTime, micros, whole_second
from workflows.feel.limits import Run
from workflows.feel.values import Range, YearsMonthsDuration, kind, lift

SIMPLE: Final = frozenset({Decimal, str, bool, date, FarDate, timedelta, YearsMonthsDuration})
DAYS: Final = frozenset({date, FarDate})
ORDERED: Final = frozenset(
    {Decimal, str, date, timedelta, YearsMonthsDuration, time, datetime, FarDate, FarMoment, FineTime}
)
ORDERS: Final[Mapping[str, Callable[..., bool]]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}


def equal(left: object, right: object, run: Run) -> bool | None:
    """Return whether two values are equal; None where their kinds cannot be compared."""
    if left is None or right is None:
        return left is right
    if type(left) is type(right):
        if type(left) in SIMPLE:
            return left == right
        return _equal_composite(left, right, run)
    if _far(left, right):
        return _equal_composite(left, right, run) if isinstance(left, (datetime, time)) else left == right
    if isinstance(left, list) and len(left) == 1:
        return equal(left[0], right, run)
    if isinstance(right, list) and len(right) == 1:
        return equal(left, right[0], run)
    return _equal_days(left, right)


def _equal_days(left: object, right: object) -> bool | None:
    """Return whether a day, which stands for its midnight in UTC, is a moment that has an offset; None for others."""
    for day, moment in ((left, right), (right, left)):
        if type(day) in DAYS and isinstance(moment, datetime) and moment.utcoffset() is not None:
            return micros(day, UTC) == micros(whole_second(moment))  # type: ignore[arg-type]
    return None


def _far(left: object, right: object) -> bool:
    """Return whether two values of time differ in their Python type alone because one is far away, or fine."""
    far = isinstance(left, (Far, FineTime)) or isinstance(right, (Far, FineTime))
    return far and kind(left) == kind(right)


def _equal_composite(left: object, right: object, run: Run) -> bool | None:
    run.spend(1)
    if isinstance(left, list) and isinstance(right, list):
        return _equal_lists(left, right, run)
    if isinstance(left, dict) and isinstance(right, dict):
        return _equal_contexts(left, right, run)
    if isinstance(left, Range) and isinstance(right, Range):
        closed = (left.sign, left.start_included, left.end_included) == (
            right.sign,
            right.start_included,
            right.end_included,
        )
        ends = equal(left.start, right.start, run), equal(left.end, right.end, run)
        return closed and ends == (True, True)
    if isinstance(left, (datetime, time)) and isinstance(right, (datetime, time)):
        return _equal_clocks(left, right)
    return left is right


def _equal_clocks(left: datetime | time, right: datetime | time) -> bool:
    """Return whether two clocks show the same; what a zone without a day means is its name."""
    placed = left.utcoffset() is not None and right.utcoffset() is not None
    return (placed or left.tzinfo == right.tzinfo) and whole_second(left) == whole_second(right)


def _equal_lists(left: list[object], right: list[object], run: Run) -> bool:
    if len(left) != len(right):
        return False
    run.spend(len(left))
    return all(equal(a, b, run) for a, b in zip(left, right, strict=True))


def _equal_contexts(left: dict[str, object], right: dict[str, object], run: Run) -> bool:
    if left.keys() != right.keys():
        return False
    run.spend(len(left))
    return all(equal(lift(value, run), lift(right[key], run), run) for key, value in left.items())


def comparable(left: object, right: object) -> bool:
    """Return whether two values have an order between them."""
    if (type(left) is not type(right) and not _far(left, right)) or type(left) not in ORDERED:
        return False
    if isinstance(left, (datetime, time)) and isinstance(right, (datetime, time)):
        return left.utcoffset() is None if right.utcoffset() is None else left.utcoffset() is not None
    return True


def order(sign: str, left: object, right: object) -> bool | None:
    """Return left < right (or the order named by the sign); None where there is no order between them."""
    if not comparable(left, right):
        return None
    if isinstance(left, (datetime, time)) and isinstance(right, (datetime, time)):
        return ORDERS[sign](whole_second(left), whole_second(right))
    return ORDERS[sign](left, right)


def includes(span: Range, value: object) -> bool | None:
    """Return whether a range holds a value; None where they cannot be compared."""
    if value is None:
        return None
    if span.sign == "!=":
        same = order("=", span.start, value)
        return None if same is None else not same
    lower = True if span.start is None else order("<=" if span.start_included else "<", span.start, value)
    upper = True if span.end is None else order("<=" if span.end_included else "<", value, span.end)
    if lower is None or upper is None:
        return None
    return lower and upper


def member(value: object, of: object, run: Run) -> bool | None:
    """Return whether a value lies in a list, a range or a list of ranges, or equals a single value."""
    if isinstance(of, Range):
        if isinstance(value, Range):
            return equal(value, of, run)
        return includes(of, value)
    if isinstance(of, list):
        run.spend(len(of))
        if isinstance(value, list) and equal(value, of, run):
            return True
        return any(
            member(value, item, run) if isinstance(item, Range) else equal(value, item, run) for item in of
        )
    return equal(value, of, run)


def describe(left: object, right: object) -> tuple[str, str]:
    """Return the sentence, in English and Chinese, for two values that cannot be compared."""
    return (
        f"A {kind(left)} cannot be compared with a {kind(right)}; the answer is null.",
        f"{kind(left)} 与 {kind(right)} 不能比较，结果为 null。",
    )
