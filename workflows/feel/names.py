"""Reading names: words with spaces, Chinese names, and known names that hold signs or FEEL words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_START: Final = r"[^\W\d]|[\U0001F000-\U0001FAFF]"
_PART: Final = r"[\w\u0300-\u036F\u203F\u2040]|[\U0001F000-\U0001FAFF]"
WORD: Final = re.compile(rf"(?:{_START})(?:{_PART})*")
_NEXT: Final = re.compile(rf"\s+((?:{_PART})+)")
_SPACES: Final = re.compile(r"\s+")
_TYPE_NAMES: Final = re.compile(
    r"(?:date\s+and\s+time|days\s+and\s+time\s+duration|years\s+and\s+months\s+duration"
    r"|[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
)

Declared = frozenset[tuple[str, str]]
"""Names of types that a model declares, each with what it stands for."""
NO_TYPES: Final[Declared] = frozenset()

_REMARK: Final = re.compile(r" \(([^()]*)\)")
_SIGNS: Final = frozenset('=<>!()[]{},:;"@\\')

RESERVED: Final = {
    "and": "AND",
    "or": "OR",
    "in": "IN",
    "between": "BETWEEN",
    "if": "IF",
    "then": "THEN",
    "else": "ELSE",
    "for": "FOR",
    "return": "RETURN",
    "some": "QUANTIFIER",
    "every": "QUANTIFIER",
    "satisfies": "SATISFIES",
    "function": "FUNCTION",
    "true": "CONSTANT",
    "false": "CONSTANT",
    "null": "CONSTANT",
}


def normal(name: str) -> str:
    """Return a name with every run of white space made one space."""
    return _SPACES.sub(" ", name.strip())


@lru_cache(maxsize=4096)
def is_plain(name: str) -> bool:
    """Return whether a name reads as itself without being known: words, none of them a FEEL word."""
    end = sequence(name, 0)
    return end == len(name) and name.split(" ", 1)[0] not in RESERVED


def sequence(source: str, start: int) -> int:
    """Return where the longest name of plain words that starts here ends; start itself when there is none."""
    first = WORD.match(source, start)
    if first is None:
        return start
    end = first.end()
    while (more := _NEXT.match(source, end)) is not None:
        if more[1] in RESERVED or _instance_of(source, more.start(1)):
            break
        end = more.end()
    return end


_INSTANCE_OF: Final = re.compile(r"instance\s+of\b")


def _instance_of(source: str, start: int) -> bool:
    return _INSTANCE_OF.match(source, start) is not None


def type_end(source: str, start: int, declared: KnownNames) -> int:
    """Return where the type that starts here ends; start itself when there is none."""
    named = _TYPE_NAMES.match(source, start)
    end = max(named.end() if named is not None else start, declared.end(source, start))
    if end == start:
        return start
    if source[end : end + 1] == "<":
        end = _closing(source, end)
    arrow = re.compile(r"\s*->\s*").match(source, end)
    return type_end(source, arrow.end(), declared) if arrow and arrow.end() - start < 200 else end


def _closing(source: str, start: int) -> int:
    depth = 0
    for at in range(start, min(len(source), start + 200)):
        if source[at] == "<":
            depth += 1
        elif source[at] == ">" and source[at - 1] != "-":
            depth -= 1
        if depth == 0:
            return at + 1
    return start


class KnownNames:
    """Names that the plain reading of words would not find whole: with signs, FEEL words or quotes in them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[re.Pattern[str]]] = {}
        for name in names:
            self.add(name)

    @classmethod
    def of_types(cls, names: Iterable[str]) -> KnownNames:
        """Return the names of types that are more than one word."""
        known = cls(())
        for name in map(normal, names):
            if name and _TYPE_NAMES.fullmatch(name) is None:
                known.learn(name)
        return known

    def add(self, name: str) -> None:
        """Learn one name, unless the plain reading finds it anyway."""
        name = normal(name)
        if name and not is_plain(name) and can_be_name(name):
            self.learn(name)

    def learn(self, name: str) -> None:
        """Learn one name, whatever stands in it."""
        ends_in_word = r"(?!\w)" if re.match(r"\w", name[-1]) else ""
        pattern = re.compile(r"\s+".join(map(re.escape, name.split(" "))) + ends_in_word)
        self._by_first.setdefault(name[0], []).append(pattern)

    def end(self, source: str, start: int) -> int:
        """Return where the longest known name that starts here ends; start itself when there is none."""
        matches = (
            pattern.match(source, start) for pattern in self._by_first.get(source[start : start + 1], ())
        )
        return max((match.end() for match in matches if match), default=start)


def can_be_name(name: str) -> bool:
    """Return whether a text can be a name at all: one that begins like one and holds no sign of the language.

    Keys of data may be anything. One such as `amount > 1000` or `=` would otherwise change what expressions say.
    A remark in brackets, as in `甲方 (原告)`, is no call: a space stands before it.
    """
    first = name[:1]
    begins = first.isalpha() or first == "_" or not first.isascii()
    return begins and _SIGNS.isdisjoint(_REMARK.sub(r" \1", name))


def odd_names(names: Iterable[str]) -> frozenset[str]:
    """Return those of the names that must be known in order to be read; a dotted path counts by its parts too."""
    found = {normal(name) for name in names if isinstance(name, str) and len(name) <= 200}
    return frozenset(name for name in found if name and not is_plain(name) and can_be_name(name))
