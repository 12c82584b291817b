"""What FEEL values are in Python, and how host data becomes them.

=====================  ====================================================================
FEEL                   Python
=====================  ====================================================================
number                 decimal.Decimal, 34 significant digits (int and float are accepted in)
string, boolean, null  str, bool, None
date, time             datetime.date, datetime.time (with or without offset or zone)
date and time          datetime.datetime (with or without offset or zone)
days and time duration datetime.timedelta
years and months d.    YearsMonthsDuration
range                  Range
list, context          list, dict with str keys (tuple, Mapping are accepted in)
function               Function
=====================  ====================================================================

Clocks are kept to the nanosecond (as FineTime and FarMoment) and compared by whole seconds, as the standard does;
durations are kept to the microsecond. Years go from -999,999,999 to 999,999,999 (beyond 1 to 9999 as FarDate and
FarMoment): what lies beyond is null.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from workflows.errors import FeelValueRefused
from workflows.feel.far import FarDate, FarMoment, FineTime
from workflows.feel.limits import LIMITS, Run, exceeded

CTX: Final = Context(prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[])
MISSING: Final = object()


@dataclass(frozen=True, slots=True, order=True)
class YearsMonthsDuration:
    """A duration of whole months (negative when it goes back); P1Y2M is 14 months."""

    months: int

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        text = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return ("-" if self.months < 0 else "") + "P" + (text or "0M")


@dataclass(frozen=True, slots=True)
class Range:
    """All values between two ends; an end that is None is open without bound.

    One written with a `sign`, such as (< 5), equals none written with two ends; (!= 5) holds all but 5.
    """

    start: object
    end: object
    start_included: bool = True
    end_included: bool = True
    sign: str = ""


class Function:
    """A FEEL function value: its parameter names and what it does with (arguments, run)."""

    __slots__ = ("body", "name", "params")

    def __init__(
        self, name: str, params: tuple[str, ...], body: Callable[[Sequence[object], Run], object]
    ) -> None:
        self.name = name
        self.params = params
        self.body = body


class Mismatch(Exception):
    """Arguments that a builtin cannot use: the call is null, and a warning says why."""

    def __init__(self, message: str, zh: str) -> None:
        self.message = message
        self.zh = zh
        super().__init__(message)


KINDS: Final[Mapping[type, str]] = {
    Decimal: "number",
    str: "string",
    bool: "boolean",
    type(None): "null",
    date: "date",
    time: "time",
    datetime: "date and time",
    FarDate: "date",
    FarMoment: "date and time",
    FineTime: "time",
    timedelta: "days and time duration",
    YearsMonthsDuration: "years and months duration",
    Range: "range",
    Function: "function",
    list: "list",
    dict: "context",
}
PLAIN: Final = frozenset(KINDS) - {Decimal, list}


def kind(value: object) -> str:
    """Return the FEEL name of a value's type."""
    return KINDS.get(type(value), "unknown")


def number(value: Decimal) -> Decimal | None:
    """Return the number rounded to 34 digits, or None when it is not a finite number."""
    rounded = CTX.plus(value)
    return rounded if rounded.is_finite() else None


def lift(value: object, run: Run) -> object:
    """Return host data as a FEEL value; contexts stay as they are and are lifted entry by entry when read.

    Raises:
        FeelValueRefused: the data holds a Python object that is no FEEL value.
    """
    if type(value) in PLAIN:
        return value
    if type(value) is Decimal:
        return number(value)
    if isinstance(value, (list, tuple)):
        return _lift_list(value, run)
    if isinstance(value, (int, float, Decimal)):
        return _lift_number(value)
    return _lift_other(value, run)


def _lift_number(value: float | Decimal) -> object:
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, float):
        return number(CTX.create_decimal(repr(float(value))))
    if isinstance(value, int) and value.bit_length() > LIMITS.digits * 4:
        raise exceeded("digits")
    return number(CTX.create_decimal(value))


def _lift_list(value: list[object] | tuple[object, ...], run: Run) -> list[object]:
    known = run.memo.get(id(value))
    if known is not None and isinstance(known[1], list):
        return known[1]
    run.room(len(value))
    lifted = [item if type(item) in PLAIN else lift(item, run) for item in value]
    run.memo[id(value)] = (value, lifted)
    return lifted


def _lift_other(value: object, run: Run) -> object:
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        run.room(len(value))
        return dict(value)
    for base in (datetime, date, time, timedelta):
        if isinstance(value, base):
            return value
    raise FeelValueRefused(
        f"A value of the Python type {type(value).__name__} is no FEEL value; hand in plain data only.",
        zh=f"传入了 FEEL 不认识的数据类型 {type(value).__name__}；只能传入普通数据。",
        type=type(value).__name__,
    )


def entry(context: Mapping[str, object], key: str, run: Run) -> object:
    """Return one entry of a context as a FEEL value, or MISSING."""
    value = context.get(key, MISSING)
    return value if value is MISSING or type(value) in PLAIN else lift(value, run)


def settle(value: object, run: Run) -> object:
    """Return a result with every nested value lifted, in containers that nobody else holds."""
    if isinstance(value, list):
        run.room(len(value))
        return [settle(item, run) for item in value]
    if isinstance(value, dict):
        run.room(len(value))
        return {str(key): settle(lift(item, run), run) for key, item in value.items()}
    if isinstance(value, Range):
        return replace(value, start=settle(value.start, run), end=settle(value.end, run))
    return value
