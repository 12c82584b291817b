"""Builtins that turn one kind into another: string and number."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from workflows.feel.limits import LIMITS, Run
from workflows.feel.registry import builtin
from workflows.feel.temporal_text import write_datetime, write_duration, write_time
from workflows.feel.values import Function, Range, YearsMonthsDuration, lift, number

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?")


def write_number(value: Decimal) -> str:
    """Return a number as digits, without exponent and without zeros at the end of its fraction."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def write(value: object, run: Run, *, quoted: bool = True) -> str:
    """Return any value as FEEL would write it; texts in quotes unless they stand alone."""
    run.spend(1)
    if isinstance(value, str):
        run.write(len(value))
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if quoted else value
    if isinstance(value, list):
        return _joined("[", [write(item, run) for item in value], "]", run)
    if isinstance(value, dict):
        parts = [f"{_key(str(key))}: {write(lift(item, run), run)}" for key, item in value.items()]
        return _joined("{", parts, "}", run)
    return write_plain(value, run)


def _key(key: str) -> str:
    plain = key.replace(" ", "").replace("_", "").isalnum()
    return key if plain else '"' + key.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _joined(start: str, parts: list[str], end: str, run: Run) -> str:
    run.write(sum(map(len, parts)) + 2 * len(parts))
    return start + ", ".join(parts) + end


def write_plain(value: object, run: Run) -> str:
    """Return a number, truth value, range, function or value of time as text."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, Decimal):
        return write_number(value)
    if isinstance(value, Range) and value.sign == "!=":
        return f"(!= {write(value.start, run)})"
    if isinstance(value, Range):
        start = "[" if value.start_included else "("
        end = "]" if value.end_included else ")"
        return f"{start}{write(value.start, run)}..{write(value.end, run)}{end}"
    if isinstance(value, Function):
        return f"function({', '.join(value.params)})"
    return write_time_value(value)


def write_time_value(value: object) -> str:
    """Return a date, time, date and time or duration as ISO text."""
    if isinstance(value, datetime):
        return write_datetime(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return write_time(value)
    if isinstance(value, timedelta):
        return write_duration(value)
    return str(value) if isinstance(value, YearsMonthsDuration) else ""


@builtin("string(from: any)")
def _string(run: Run, value: object) -> str | None:
    return None if value is None else write(value, run, quoted=False)


def parse_number(text: str) -> Decimal | None:
    """Return the number written as plain digits, or None."""
    text = text.strip()
    if len(text) > LIMITS.digits or _NUMBER.fullmatch(text) is None:
        return None
    return number(Decimal(text))


@builtin("number(from: string)")
def _number(text: str) -> Decimal | None:
    return parse_number(text)


@builtin("number(from: number)")
def _same_number(value: Decimal) -> Decimal:
    return value


@builtin("number(from: string, grouping separator?: string|null, decimal separator?: string|null)")
def _number_separated(text: str, grouping: str | None, point: str | None) -> Decimal | None:
    if (
        grouping not in {None, " ", ",", "."}
        or point not in {None, ",", "."}
        or (grouping and grouping == point)
    ):
        return None
    plain = text.replace(grouping, "") if grouping else text
    if point == "," and "." in plain:
        return None
    return parse_number(plain.replace(point, ".") if point else plain)
