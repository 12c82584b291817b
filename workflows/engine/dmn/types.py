"""The types that a decision model declares, and how a value becomes one of them or null (DMN 1.3, 10.3.2.9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from workflows.feel import Function, Purse, Range, YearsMonthsDuration, compile, from_json  # noqa: A004

MAX_DEPTH = 20
NONE = object()
"""What a value becomes that is not of its type."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """An item definition: another type or named parts, maybe many of them, maybe only some values.

    `allowed` holds for each value of a collection, `constraint` (DMN 1.5) for all of it. A function `gives` a type and
    `takes` parameters, each with its type.
    """

    type: str = ""
    many: bool = False
    parts: tuple[tuple[str, Item], ...] = ()
    allowed: str = ""
    constraint: str = ""
    function: bool = False
    gives: str = ""
    takes: tuple[tuple[str, str], ...] = ()


Types = Mapping[str, Item]


@dataclass(frozen=True)
class _Known:
    """The item definitions of a model, and the work that looking into values may still take."""

    types: Types
    purse: Purse
    whole: bool


def _number(value: object) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


_BASE: Mapping[str, Callable[[object], bool]] = {
    "string": lambda value: isinstance(value, str),
    "number": _number,
    "boolean": lambda value: isinstance(value, bool),
    "date": _day,
    "time": lambda value: isinstance(value, time),
    "date and time": lambda value: isinstance(value, datetime),
    "days and time duration": lambda value: isinstance(value, timedelta),
    "years and months duration": lambda value: isinstance(value, YearsMonthsDuration),
    "list": lambda value: isinstance(value, list),
    "context": lambda value: isinstance(value, Mapping),
    "range": lambda value: isinstance(value, Range),
    "function": lambda value: isinstance(value, Function),
}
_AS_IT_IS: Mapping[str, type] = {"string": str, "boolean": bool, "number": Decimal}
_SPELT = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
}
_SIGNS = frozenset("<>,:|")
TEMPORAL = frozenset(
    {
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        *_SPELT,
    }
)


def local_type(ref: str) -> str:
    """Return the name of a type without the prefix that DMN 1.1 gives it, such as `feel:number`."""
    prefix, colon, name = ref.strip().partition(":")
    return name.strip() if colon and prefix.isalnum() else ref.strip()


def result_type(ref: str, types: Types) -> str:
    """Return the type of what a function gives whose variable declares *ref*: that type, or what its functions give."""
    item = types.get(local_type(ref))
    return item.gives if item is not None and item.function else ref


def coerced(value: object, ref: str, types: Types, purse: Purse, *, whole: bool = True) -> object:
    """Return *value* as the type *ref* wants it, null where it cannot be that; as it is where *ref* is unknown.

    A list of one becomes its only value and a value a list of one where the type asks for it; a day becomes its
    midnight. Text that is written as a moment is read as one, for what comes in as JSON. A context without one of the
    entries that its type names is not of that type; unless *whole* (what comes in), that entry is null.

    Raises:
        FeelBudgetExceeded: the tests of allowed values took more work than is left in the purse.
    """
    if type(value) is _AS_IT_IS.get(ref) and ref not in types:  # most answers of most tables
        return value
    name = local_type(ref)
    if value is None or not name:
        return value
    found = _as(value, types.get(name) or Item(type=name), _Known(types, purse, whole), 0)
    return None if found is NONE else found


def _as(value: object, item: Item, known: _Known, depth: int) -> object:
    found = _plain(value, item, known, depth)
    if found is NONE and isinstance(value, (list, tuple)) and len(value) == 1 and not item.many:
        return _plain(value[0], item, known, depth)
    return found


def _plain(value: object, item: Item, known: _Known, depth: int) -> object:
    if value is None or depth > MAX_DEPTH:
        return value
    if not item.many:
        return _one(value, item, known, depth)
    found = [
        _one(each, item, known, depth) for each in (value if isinstance(value, (list, tuple)) else [value])
    ]
    return (
        NONE if any(each is NONE for each in found) or not _allowed(found, item.constraint, known) else found
    )


def _one(value: object, item: Item, known: _Known, depth: int) -> object:
    if value is None:
        return None
    if item.parts:
        found = _parts(value, item, known, depth)
    elif item.function:
        found = value if isinstance(value, Function) else NONE
    else:
        found = _named(value, item, known, depth)
    fits = found is not NONE and _allowed(found, item.allowed, known)
    return found if fits and (item.many or _allowed(found, item.constraint, known)) else NONE


def _parts(value: object, item: Item, known: _Known, depth: int) -> object:
    if not isinstance(value, Mapping):
        return NONE
    found = dict(value)
    for name, part in item.parts:
        if name not in found and known.whole:
            return NONE
        found[name] = _as(found.get(name), part, known, depth + 1)
        if found[name] is NONE:
            return NONE
    return found


def _named(value: object, item: Item, known: _Known, depth: int) -> object:
    name = local_type(item.type)
    base = known.types.get(name)
    if base is not None:  # what a type allows itself goes before what the one allows that it is made of
        return _plain(value, replace(base, allowed=item.allowed or base.allowed), known, depth + 1)
    name = _SPELT.get(name, name)
    fits = _BASE.get(name)
    if fits is None:
        return value
    if name in TEMPORAL and isinstance(value, str):
        value = from_json(value, temporal=True)
    if name == "date and time" and _day(value):
        return datetime.combine(value, time(), UTC)  # type: ignore[arg-type]
    return value if fits(value) else NONE


def _allowed(value: object, tests: str, known: _Known) -> bool:
    return not tests or value is None or compile(tests, unary=True).test(value, {}, purse=known.purse)


def declared(types: Types) -> frozenset[tuple[str, str]]:
    """Return the item definitions as FEEL types, by name: what `instance of` and functions in expressions mean by them.

    What they allow stands behind a bar: arguments are held to it, `instance of` is not (DMN 1.3, 10.3.2.9). What a
    model does not know is of every type.
    """
    written: dict[str, str] = {}
    for name, item in types.items():
        text, tests = _written(item, _Writing(types, written), 0)
        written[name] = f"{text}|{tests}" if tests else text
    return frozenset(written.items())


@dataclass(frozen=True)
class _Writing:
    types: Types
    written: dict[str, str]

    def named(self, text: str, tests: str) -> str:
        """Return the type under a name of its own where tests belong to it: they cannot stand inside another."""
        if not tests:
            return text
        name = f"#{len(self.written)}"
        self.written[name] = f"{text}|{tests}"
        return name


def _written(item: Item, writing: _Writing, depth: int) -> tuple[str, str]:
    """Return the type, and the tests that its values pass."""
    one = _written_one(item, writing, depth)
    if item.many:
        return f"list<{writing.named(one, item.allowed)}>", item.constraint
    return one, item.allowed or item.constraint


def _written_one(item: Item, writing: _Writing, depth: int) -> str:
    if item.function:
        return "function"
    if item.parts:
        plain = [(name, part) for name, part in item.parts if depth < MAX_DEPTH and not _SIGNS & set(name)]
        inside = ", ".join(
            f"{name}: {writing.named(*_written(part, writing, depth + 1))}" for name, part in plain
        )
        return f"context<{inside}>" if plain else "context"
    name = local_type(item.type)
    if name in writing.types:
        return name
    name = _SPELT.get(name, name)
    return name if name in _BASE else "Any"
