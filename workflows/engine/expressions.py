"""The engine's way to FEEL: lenient on spelling where only one meaning is possible, strict on everything else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from pydantic import JsonValue

from workflows.engine.moment import Moment
from workflows.errors import ExpressionFailed, HeweiError, RefusedDiagram
from workflows.feel import Expression
from workflows.feel import compile as compile_feel

MAX_LENGTH = 20_000
_WRAPPED = re.compile(r"^[$#]\{(.*)\}$", re.DOTALL)
_STRING = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_METHODS = {
    "contains": "contains",
    "startsWith": "starts with",
    "endsWith": "ends with",
    "matches": "matches",
}
_METHOD = re.compile(r"""([\w.]+)\.(contains|startsWith|endsWith|matches|equals)\(([^()]*)\)""")
_SWAPS = (
    (re.compile(r"==="), "="),
    (re.compile(r"=="), "="),
    (re.compile(r"!=="), "!="),
    (re.compile(r"&&"), " and "),
    (re.compile(r"\|\|"), " or "),
    (re.compile(r"\bNone\b"), "null"),
    (re.compile(r"\bTrue\b"), "true"),
    (re.compile(r"\bFalse\b"), "false"),
    (re.compile(r"([\w.]+|\([^()]*\))\s*%\s*([\w.]+)"), r"modulo(\1, \2)"),
    (re.compile(r"!(?!=)\s*([\w.]+)"), r"not(\1)"),
    (re.compile(r"\bnot\s+(?!\()([\w.]+)"), r"not(\1)"),
)


class Place(Protocol):
    """Where an expression stands: enough to name it in a refusal."""

    id: str
    file: str
    line: int


@lru_cache(maxsize=4096)
def plain_feel(source: str) -> str:
    """Return *source* in FEEL's own spelling: without ``${}`` or a leading ``=``, with ``=`` for ``==``."""
    text = source.strip()
    wrapped = _WRAPPED.match(text)
    if wrapped:
        text = wrapped.group(1).strip()
    if text.startswith("=") and not text.startswith("=="):
        text = text[1:].strip()
    parts = _STRING.split(text)
    for index in range(0, len(parts), 2):
        for pattern, replacement in _SWAPS:
            parts[index] = pattern.sub(replacement, parts[index])
    for index in range(1, len(parts), 2):
        if parts[index].startswith("'"):
            parts[index] = '"' + parts[index][1:-1].replace('"', '\\"') + '"'
    return _METHOD.sub(_method, "".join(parts))


def _method(found: re.Match[str]) -> str:
    subject, name, argument = found.groups()
    return f"({subject} = {argument})" if name == "equals" else f"{_METHODS[name]}({subject}, {argument})"


@lru_cache(maxsize=4096)
def compiled(source: str) -> Expression:
    """Return the compiled expression, once for each source."""
    return compile_feel(plain_feel(source))


def check_expression(source: str, place: Place) -> None:
    """Compile *source* so that a mistake is found at publishing.

    Raises:
        RefusedDiagram: it is too long or no FEEL.
    """
    try:
        if len(source) > MAX_LENGTH:
            raise ExpressionFailed(f"The expression has more than {MAX_LENGTH} characters.")
        compiled(source)
    except HeweiError as broken:
        raise RefusedDiagram(
            f"The expression {source[:120]!r} at {place.id} ({place.file} line {place.line}) is no FEEL: "
            f"{broken.message}",
            zh=f"{place.id}（{place.file} 第 {place.line} 行）的表达式 {source[:120]!r} 不是有效的 FEEL：{broken.zh}",
            element=place.id,
            file=place.file,
            line=place.line,
        ) from broken


def evaluate(source: str, facts: Mapping[str, object], moment: Moment, place: Place) -> object:
    """Return the value of *source* over the facts and the case.

    Raises:
        ExpressionFailed: it cannot be evaluated; names the element and its line.
    """
    context = {**facts, "case": moment.case}
    try:
        return compiled(source).evaluate(context, now=moment.now, functions=moment.functions)
    except HeweiError as broken:
        raise ExpressionFailed(
            f"The expression {source[:120]!r} at {place.id} ({place.file} line {place.line}) failed: {broken.message}",
            zh=f"{place.id}（{place.file} 第 {place.line} 行）的表达式 {source[:120]!r} 无法计算：{broken.zh}",
            element=place.id,
            file=place.file,
            line=place.line,
        ) from broken


def holds(source: str, facts: Mapping[str, object], moment: Moment, place: Place) -> bool:
    """Tell whether the condition is true; null and everything that is not true count as false."""
    return evaluate(source, facts, moment, place) is True


def plain(value: object) -> JsonValue:
    """Return *value* as JSON: numbers as int or float, days, instants and durations in their ISO spelling."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return iso_duration(value)
    return str(value)


def iso_duration(value: timedelta) -> str:
    """Return the duration as ISO 8601, such as P3DT4H."""
    total = value.total_seconds()
    sign, total = ("-", -total) if total < 0 else ("", total)
    days, rest = divmod(total, 86_400)
    seconds = f"{rest:.6f}".rstrip("0").rstrip(".")
    return f"{sign}P{int(days)}D" + (f"T{seconds}S" if rest else "")
