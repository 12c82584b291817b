"""FEEL values as JSON and back; what JSON lacks becomes text of the form FEEL itself reads."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from workflows.feel.builtins.conversion import write_number, write_plain, write_time_value
from workflows.feel.limits import Run
from workflows.feel.temporal_text import parse_temporal
from workflows.feel.values import Function, Range, lift, settle

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
_SAFE_INTEGER = 2**53


def to_json(value: object) -> Json:
    """Return a FEEL value as JSON data.

    Whole numbers up to 2**53 become int; a fraction becomes float where the float reads back as the same number, and
    text otherwise, so that no digit is lost. Dates, times and durations become ISO text, ranges `[1..5]`.

    Raises:
        FeelValueRefused: the data holds something that is no FEEL value.
        FeelBudgetExceeded: the data is larger than one evaluation may make.
    """
    run = Run(None, None, None)
    return _to_json(settle(lift(value, run), run), run)


def _to_json(value: object, run: Run) -> Json:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, list):
        return [_to_json(item, run) for item in value]
    if isinstance(value, dict):
        return {key: _to_json(item, run) for key, item in value.items()}
    if isinstance(value, (Range, Function)):
        return write_plain(value, run)
    return write_time_value(value)


def _number(value: Decimal) -> Json:
    if value == value.to_integral_value() and abs(value) <= _SAFE_INTEGER:
        return int(value)
    close = float(value)
    return close if Decimal(repr(close)) == value else write_number(value)


def from_json(data: object, *, temporal: bool = False) -> object:
    """Return JSON data as FEEL values in fresh containers: numbers become Decimal.

    Args:
        data: what a JSON reader gave.
        temporal: also read text that is written as a date, time, date and time or duration as such a value.

    Raises:
        FeelValueRefused: the data holds something that is no FEEL value.
        FeelBudgetExceeded: the data is larger than one evaluation may hold.
    """
    run = Run(None, None, None)
    value = settle(lift(data, run), run)
    return _temporal(value) if temporal else value


def _temporal(value: object) -> object:
    if isinstance(value, str) and 2 <= len(value) <= 80:
        found = parse_temporal(value)
        return value if found is None else found
    if isinstance(value, list):
        return [_temporal(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _temporal(item) for key, item in value.items()}
    return value
