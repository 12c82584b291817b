"""The engine's way to FEEL: lenient on spelling where only one meaning is possible, strict on everything else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Protocol

from pydantic import JsonValue

from workflows.engine.moment import Moment
from workflows.engine.spelling import MAX_LENGTH, is_foreign, plain_feel
from workflows.errors import ExpressionFailed, HeweiError, RefusedDiagram
from workflows.feel import Expression, Function, Range, near, to_json
from workflows.feel import compile as compile_feel

KNOWN_FUNCTIONS = frozenset({"period"})


class Place(Protocol):
    """Where an expression stands: enough to name it in a refusal."""

    id: str
    file: str
    line: int


@lru_cache(maxsize=4096)
def compiled(source: str) -> Expression:
    """Return the compiled expression, once for each source."""
    return compile_feel(plain_feel(source))


def read(source: str) -> Expression:
    """Return the compiled expression, after looking for what would only ever give null.

    Raises:
        HeweiError: it is too long, no FEEL, or calls what is no function.
    """
    if len(source) > MAX_LENGTH:
        raise ExpressionFailed(
            f"The expression has more than {MAX_LENGTH} characters.", zh=f"表达式超过 {MAX_LENGTH} 个字符。"
        )
    found = compiled(source)
    if found.wrong is not None:
        raise found.wrong
    unknown = found.functions - KNOWN_FUNCTIONS
    if unknown:
        raise ExpressionFailed(
            f"There is no function {min(unknown)!r}; call one of FEEL's, or let a service task find the value.",
            zh=f"没有函数 {min(unknown)!r}；请使用 FEEL 的函数，或用机器环节取得该值。",
        )
    spaced = [name for name in found.names | found.maybe if " " in name] if is_foreign(source) else []
    if spaced:
        raise ExpressionFailed(
            f"{min(spaced)!r} is neither a name nor an operator; write it in FEEL.",
            zh=f"{min(spaced)!r} 既不是名称也不是运算符；请用 FEEL 书写。",
        )
    return found


def check_expression(source: str, place: Place) -> None:
    """Compile *source* so that a mistake is found at publishing.

    Raises:
        RefusedDiagram: it is too long or no FEEL.
    """
    try:
        read(source)
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
        return near(compiled(source).evaluate(context, now=moment.now, functions=moment.functions))
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
    """Return *value* as JSON: numbers as int or float, days, instants and durations in their ISO spelling.

    Ranges and functions, which JSON does not know, are written as in FEEL.
    """
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
    return str(to_json(value)) if isinstance(value, (Range, Function)) else str(value)


def iso_duration(value: timedelta) -> str:
    """Return the duration as ISO 8601, such as P3DT4H."""
    total = value.total_seconds()
    sign, total = ("-", -total) if total < 0 else ("", total)
    days, rest = divmod(total, 86_400)
    seconds = f"{rest:.6f}".rstrip("0").rstrip(".")
    return f"{sign}P{int(days)}D" + (f"T{seconds}S" if rest else "")
