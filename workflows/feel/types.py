"""FEEL types as they are written after `instance of` and in function parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from workflows.feel.allowed import passes
from workflows.feel.limits import Run
from workflows.feel.names import NO_TYPES, Declared
from workflows.feel.values import KINDS, MISSING, Range, entry, kind

_SIMPLE: Final = frozenset(KINDS.values()) | {"Any"}
_SYNONYMS: Final = {
    "day time duration": "days and time duration",
    "year month duration": "years and months duration",
    "any": "Any",
    "Null": "null",
    "date time": "date and time",
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
}
_GENERIC: Final = re.compile(r"(list|range|context|function)\s*<(.*)>(?:\s*->\s*(.+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Type:
    """A type: its name, the types inside it (by entry name for contexts), and the tests that its values pass."""

    name: str
    inner: tuple[tuple[str, Type], ...] = ()
    allowed: str = ""


@lru_cache(maxsize=256)
def parse_type(text: str, declared: Declared = NO_TYPES) -> Type | None:
    """Return the type written as text, or None when there is none such.

    Args:
        text: a type of FEEL, or the name of a declared one.
        declared: names that a model declares, each with the FEEL type it stands for and, behind a bar, the tests that
            its values pass; inside itself a name is Any.
    """
    return _Reader(dict(declared)).read(text)


class _Reader:
    """Reads types; each declared name once, however often it is named."""

    def __init__(self, declared: dict[str, str]) -> None:
        self._declared = declared
        self._read: dict[str, Type | None] = {}

    def read(self, text: str) -> Type | None:
        text = " ".join(text.split())
        name = _SYNONYMS.get(text, text)
        if name in _SIMPLE and name != "unknown":
            return Type(name)
        if name in self._declared:
            return self._named(name)
        match = _GENERIC.fullmatch(text)
        if match is None:
            return None
        return Type("function") if match[1] == "function" else self._generic(match[1], match[2])

    def _named(self, name: str) -> Type | None:
        if name not in self._read:
            self._read[name] = Type("Any")
            text, _, allowed = self._declared[name].partition("|")
            found = self.read(text)
            self._read[name] = replace(found, allowed=allowed.strip()) if found and allowed else found
        return self._read[name]

    def _generic(self, name: str, inside: str) -> Type | None:
        inner: list[tuple[str, Type]] = []
        for part in _parts(inside):
            key, colon, rest = part.partition(":")
            wanted = self.read((rest if name == "context" and colon else part).strip())
            if wanted is None:
                return None
            inner.append((key.strip() if name == "context" else "", wanted))
        return Type(name, tuple(inner))


def _parts(text: str) -> list[str]:
    depth, parts = 0, [""]
    for at, sign in enumerate(text):
        depth += (sign == "<") - (sign == ">" and text[at - 1] != "-")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def is_instance(value: object, wanted: Type, run: Run) -> bool:
    """Return whether a value is of a type; null alone is of no type but null, inside a value it is of every type."""
    run.spend(1)
    if wanted.name == "Any":
        return value is not None
    if kind(value) != wanted.name:
        return False
    if isinstance(value, list):
        return all(_fills(item, inner, run) for _, inner in wanted.inner for item in value)
    if isinstance(value, Range):
        return all(_fills(end, inner, run) for _, inner in wanted.inner for end in (value.start, value.end))
    return not isinstance(value, dict) or _has_entries(value, wanted, run)


def _fills(value: object, wanted: Type, run: Run) -> bool:
    return value is None or is_instance(value, wanted, run)


def _has_entries(value: dict[str, object], wanted: Type, run: Run) -> bool:
    found = ((entry(value, key, run), inner) for key, inner in wanted.inner)
    return all(item is not MISSING and _fills(item, inner, run) for item, inner in found)


def conforms(value: object, wanted: Type, run: Run) -> object:
    """Return an argument as its declared type wants it (MISSING when it does not): one value or a list of one."""
    fitted = _fitted(value, wanted, run)
    return fitted if fitted is MISSING or _is_allowed(fitted, wanted, run) else MISSING


def _fitted(value: object, wanted: Type, run: Run) -> object:
    if value is None or is_instance(value, wanted, run):
        return value
    if wanted.name == "list" and is_instance([value], wanted, run):
        return [value]
    if isinstance(value, list) and len(value) == 1 and is_instance(value[0], wanted, run):
        return value[0]
    return MISSING


def _is_allowed(value: object, wanted: Type, run: Run) -> bool:
    """Return whether a value of a type passes the tests of the type and of those inside it; null passes."""
    if value is None:
        return True
    if wanted.allowed and not passes(wanted.allowed, value, run):
        return False
    if isinstance(value, list):
        return all(_is_allowed(item, inner, run) for _, inner in wanted.inner for item in value)
    if isinstance(value, dict):
        return all(_is_allowed(entry(value, key, run), inner, run) for key, inner in wanted.inner)
    return True
