"""The properties that dates, times, durations and ranges have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from workflows.feel.far import nanos_of
from workflows.feel.values import MISSING, Range, YearsMonthsDuration

_DATE: Final[Mapping[str, Callable[[date], object]]] = {
    "year": lambda d: Decimal(d.year),
    "month": lambda d: Decimal(d.month),
    "day": lambda d: Decimal(d.day),
    "weekday": lambda d: Decimal(d.isoweekday()),
}
_TIME: Final[Mapping[str, Callable[[time | datetime], object]]] = {
    "hour": lambda t: Decimal(t.hour),
    "minute": lambda t: Decimal(t.minute),
    "second": lambda t: Decimal(t.second) + Decimal(t.microsecond * 1_000 + nanos_of(t)) / 1_000_000_000,
    "time offset": lambda t: t.utcoffset(),
    "timezone": lambda t: t.tzinfo.key if isinstance(t.tzinfo, ZoneInfo) else None,
}
_RANGE: Final[Mapping[str, Callable[[Range], object]]] = {
    "start": lambda r: r.start,
    "end": lambda r: r.end,
    "start included": lambda r: r.start_included,
    "end included": lambda r: r.end_included,
}


def _span(value: timedelta, name: str) -> object:
    seconds, micros = divmod(abs(value) // timedelta(microseconds=1), 1_000_000)
    parts = {
        "days": Decimal(seconds // 86_400),
        "hours": Decimal(seconds // 3_600 % 24),
        "minutes": Decimal(seconds // 60 % 60),
        "seconds": Decimal(seconds % 60) + Decimal(micros) / 1_000_000,
    }
    part = parts.get(name)
    if part is None:
        return MISSING
    return -part if value < timedelta() and part else part


def _months(value: YearsMonthsDuration, name: str) -> object:
    years, months = divmod(abs(value.months), 12)
    if name not in {"years", "months"}:
        return MISSING
    part = Decimal(years if name == "years" else months)
    return -part if value.months < 0 and part else part


def prop(value: object, name: str) -> object:
    """Return a property of a date, time, duration or range, or MISSING."""
    if isinstance(value, datetime):
        on, at = _DATE.get(name), _TIME.get(name)
        return on(value) if on else at(value) if at else MISSING
    if isinstance(value, date):
        return _DATE[name](value) if name in _DATE else MISSING
    if isinstance(value, time):
        return _TIME[name](value) if name in _TIME else MISSING
    if isinstance(value, Range):
        return _RANGE[name](value) if name in _RANGE else MISSING
    if isinstance(value, timedelta):
        return _span(value, name)
    return _months(value, name) if isinstance(value, YearsMonthsDuration) else MISSING
