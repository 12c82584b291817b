"""Sums, differences, products, quotients and powers of numbers, texts, dates and durations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from workflows.feel.far import between, day_numbered, fine, later, months_later, nanos_of
from workflows.feel.limits import Run
from workflows.feel.values import CTX, YearsMonthsDuration, kind, number

_MICRO: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1)
Pair = tuple[str, str]
_N, _S, _D, _T, _DT = "number", "string", "date", "time", "date and time"
_DAYS, _MONTHS = "days and time duration", "years and months duration"


def arithmetic(sign: str, left: object, right: object, run: Run) -> object:
    """Return the result of an arithmetic sign; None where the two kinds have none, or it cannot be held."""
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return number(_NUMBERS[sign](left, right))
    if isinstance(left, str) and isinstance(right, str) and sign == "+":
        run.write(len(left) + len(right))
        return left + right
    rule = _RULES[sign].get((kind(left), kind(right)))
    if rule is None:
        return None
    try:
        return rule(left, right)
    except (OverflowError, ValueError):
        return None


def negate(value: object) -> object:
    """Return the opposite of a number or duration, or None."""
    if isinstance(value, Decimal):
        return CTX.minus(value)
    if isinstance(value, YearsMonthsDuration):
        return YearsMonthsDuration(-value.months)
    if isinstance(value, timedelta):
        return -value
    return None


def _plus_months(left: date, right: YearsMonthsDuration) -> date:
    return months_later(left, right.months)


def _minus_months(left: date, right: YearsMonthsDuration) -> date:
    return months_later(left, -right.months)


def _date_plus(left: date, right: timedelta) -> date:
    return day_numbered(left.toordinal() + right // _DAY)


def _time_plus(left: time, right: timedelta) -> time:
    moved = datetime.combine(date(2000, 1, 2), left.replace(tzinfo=None)) + right % _DAY
    return fine(moved.time().replace(tzinfo=left.tzinfo), nanos_of(left))


def _between(left: date, right: date) -> timedelta | None:
    """Return the time between two days or moments; a day stands for its midnight in UTC, so no local time fits it."""
    return between(left, right) if _placed(left) is _placed(right) else None


def _placed(value: date) -> bool:
    return not isinstance(value, datetime) or value.utcoffset() is not None


def _times_between(left: time, right: time) -> timedelta | None:
    first, second = left.utcoffset(), right.utcoffset()
    if (first is None) != (second is None):
        return None
    day = date(2000, 1, 1)
    span = datetime.combine(day, left.replace(tzinfo=None)) - datetime.combine(
        day, right.replace(tzinfo=None)
    )
    return span - (first or timedelta()) + (second or timedelta())


def _scaled(span: timedelta, factor: Decimal) -> timedelta:
    return timedelta(microseconds=_whole(CTX.multiply(Decimal(span // _MICRO), factor)))


def _scaled_months(span: YearsMonthsDuration, factor: Decimal) -> YearsMonthsDuration:
    return YearsMonthsDuration(_months(CTX.multiply(Decimal(span.months), factor)))


def _whole(value: Decimal) -> int:
    if not value.is_finite() or value.adjusted() > 20:
        raise OverflowError
    return int(value)


def _months(value: Decimal) -> int:
    if not value.is_finite() or value.adjusted() > 11:
        raise OverflowError
    return int(value)


def _sum_months(left: YearsMonthsDuration, right: YearsMonthsDuration) -> YearsMonthsDuration:
    return YearsMonthsDuration(_months(Decimal(left.months + right.months)))


def _divided(span: timedelta, by: Decimal) -> timedelta | None:
    return timedelta(microseconds=_whole(CTX.divide(Decimal(span // _MICRO), by))) if by else None


def _divided_months(span: YearsMonthsDuration, by: Decimal) -> YearsMonthsDuration | None:
    return YearsMonthsDuration(_months(CTX.divide(Decimal(span.months), by))) if by else None


def _ratio(left: timedelta, right: timedelta) -> Decimal | None:
    return number(CTX.divide(Decimal(left // _MICRO), Decimal(right // _MICRO)))


def _ratio_months(left: YearsMonthsDuration, right: YearsMonthsDuration) -> Decimal | None:
    return number(CTX.divide(Decimal(left.months), Decimal(right.months)))


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    return CTX.power(base, exponent)


_NUMBERS: Final[Mapping[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": CTX.add,
    "-": CTX.subtract,
    "*": CTX.multiply,
    "/": CTX.divide,
    "**": _power,
}
_RULES: Final[Mapping[str, Mapping[Pair, Callable[..., object]]]] = {
    "+": {
        (_D, _MONTHS): _plus_months,
        (_MONTHS, _D): lambda a, b: _plus_months(b, a),
        (_DT, _MONTHS): _plus_months,
        (_MONTHS, _DT): lambda a, b: _plus_months(b, a),
        (_D, _DAYS): _date_plus,
        (_DAYS, _D): lambda a, b: _date_plus(b, a),
        (_DT, _DAYS): later,
        (_DAYS, _DT): lambda a, b: later(b, a),
        (_T, _DAYS): _time_plus,
        (_DAYS, _T): lambda a, b: _time_plus(b, a),
        (_DAYS, _DAYS): lambda a, b: a + b,
        (_MONTHS, _MONTHS): _sum_months,
    },
    "-": {
        (_D, _MONTHS): _minus_months,
        (_DT, _MONTHS): _minus_months,
        (_D, _DAYS): lambda a, b: _date_plus(a, -b),
        (_DT, _DAYS): lambda a, b: later(a, -b),
        (_T, _DAYS): lambda a, b: _time_plus(a, -b),
        (_D, _D): _between,
        (_DT, _DT): _between,
        (_D, _DT): _between,
        (_DT, _D): _between,
        (_T, _T): _times_between,
        (_DAYS, _DAYS): lambda a, b: a - b,
        (_MONTHS, _MONTHS): lambda a, b: _sum_months(a, YearsMonthsDuration(-b.months)),
    },
    "*": {
        (_DAYS, _N): _scaled,
        (_N, _DAYS): lambda a, b: _scaled(b, a),
        (_MONTHS, _N): _scaled_months,
        (_N, _MONTHS): lambda a, b: _scaled_months(b, a),
    },
    "/": {
        (_DAYS, _N): _divided,
        (_MONTHS, _N): _divided_months,
        (_DAYS, _DAYS): _ratio,
        (_MONTHS, _MONTHS): _ratio_months,
    },
    "**": {},
}
