"""Builtins of truth: not, all, any, is."""

from __future__ import annotations

from datetime import date, datetime, time

from workflows.feel.comparing import equal
from workflows.feel.far import nanos_of
from workflows.feel.limits import Run
from workflows.feel.registry import builtin


@builtin("not(negand: any)")
def _not(negand: object) -> bool | None:
    return not negand if isinstance(negand, bool) else None


def _verdict(values: list[object], *, decisive: bool) -> bool | None:
    if any(value is decisive for value in values):
        return decisive
    return not decisive if all(value is (not decisive) for value in values) else None


@builtin("all(list...: list)")
def _all(values: list[object]) -> bool | None:
    return _verdict(values, decisive=False)


@builtin("any(list...: list)")
def _any(values: list[object]) -> bool | None:
    return _verdict(values, decisive=True)


def _spelt(value: datetime | time) -> tuple[date | None, time, int, str]:
    """Return a time or a moment as it is written: its day, its clock, and the name of its offset or zone."""
    day, clock = (value.date(), value.time()) if isinstance(value, datetime) else (None, value)
    return day, clock.replace(tzinfo=None), nanos_of(value), str(value.tzinfo)


@builtin("is(value1: any, value2: any)")
def _is(run: Run, value1: object, value2: object) -> bool:
    if type(value1) is not type(value2):
        return False
    if isinstance(value1, (datetime, time)) and isinstance(value2, (datetime, time)):
        return _spelt(value1) == _spelt(value2)
    return equal(value1, value2, run) is True


@builtin("is defined(value: any)")
def _is_defined(value: object) -> bool:
    return value is not None


@builtin("get or else(value: any, default: any)")
def _get_or_else(value: object, default: object) -> object:
    return default if value is None else value
