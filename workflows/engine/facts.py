"""Routing facts as they come in: plain, small, fresh; names such as `__builtins__` are data like any other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time, timedelta
from decimal import Decimal

from workflows.errors import FactsRefused

MAX_ENTRIES = 5_000
MAX_CHARACTERS = 200_000
MAX_DEPTH = 32


def checked_facts(facts: Mapping[str, object] | None) -> dict[str, object]:
    """Return a copy that shares nothing with what was given.

    Raises:
        FactsRefused: too large, too deep, or a value that is no plain data.
    """
    if not facts:
        return {}
    room = [MAX_ENTRIES, MAX_CHARACTERS]
    return {_text(key, room): _copy(value, room, 0) for key, value in facts.items()}


def _copy(value: object, room: list[int], depth: int) -> object:
    room[0] -= 1
    if room[0] < 0 or depth > MAX_DEPTH:
        raise FactsRefused
    if isinstance(value, str):
        return _text(value, room)
    if value is None or isinstance(value, (bool, int, float, Decimal, date, time, timedelta)):
        if isinstance(value, int) and abs(value) >= 10**200:
            raise FactsRefused
        return value
    if isinstance(value, Mapping):
        return {_text(key, room): _copy(entry, room, depth + 1) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_copy(entry, room, depth + 1) for entry in value]
    raise FactsRefused


def _text(value: object, room: list[int]) -> str:
    if not isinstance(value, str):
        raise FactsRefused
    room[1] -= len(value)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as broken:
        raise FactsRefused from broken
    if room[1] < 0:
        raise FactsRefused
    return value
