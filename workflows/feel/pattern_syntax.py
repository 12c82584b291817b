"""Reading a regular expression (the XPath kind that FEEL names) into a tree; back references are not read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from workflows.feel.unicode_blocks import BLOCKS

Test = Callable[[str], bool]
_COUNT: Final = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")
_PROPERTY: Final = re.compile(r"\{(\^?)([A-Za-z]{1,2}|Is[A-Za-z0-9-]{1,40})\}")
_CLASS_OR_SPACE: Final = re.compile(r"\\\S|\[|\]|\s+")
_MAX_GROUPS: Final = 20
_MAX_DEPTH: Final = 25


class BadPattern(Exception):
    """The pattern is not one that can be used here."""


@dataclass(frozen=True, slots=True)
class One:
    """One character that passes a test."""

    test: Test


@dataclass(frozen=True, slots=True)
class Here:
    """A place: the start or end of the text or line (^ $), or a word boundary (b)."""

    sign: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part repeated between two counts; without upper count, without end."""

    part: Tree
    low: int
    high: int | None
    greedy: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A part whose place is remembered."""

    index: int
    part: Tree


@dataclass(frozen=True, slots=True)
class Sequence:
    """Parts one after another."""

    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several parts, the earlier preferred."""

    parts: tuple[Tree, ...]


Tree = One | Here | Repeat | Group | Sequence | Choice


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] not in "PZC"


def _is_name(char: str) -> bool:
    return char.isalnum() or char in "_:.-"


_CLASSES: Final[dict[str, Test]] = {
    "d": lambda char: unicodedata.category(char) == "Nd",
    "s": lambda char: char in " \t\n\r",
    "w": _is_word,
    "i": lambda char: char.isalpha() or char in "_:",
    "c": _is_name,
}
_CONTROLS: Final = {"n": "\n", "r": "\r", "t": "\t"}


def _unescaped(char: str) -> str:
    """Return the character that stands behind a backslash. Raises BadPattern for a back reference or another letter."""
    if char.isalnum() and char not in _CONTROLS:
        raise BadPattern
    return _CONTROLS.get(char, char)


def _exactly(wanted: str) -> Test:
    return lambda char: char == wanted


def _negated(test: Test) -> Test:
    return lambda char: not test(char)


def _any_case(test: Test) -> Test:
    return lambda char: test(char) or test(char.lower()[:1]) or test(char.upper()[:1])


def _without_space(pattern: str) -> str:
    """Return a pattern without the white space that stands outside its character classes."""
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        return "" if match[0].isspace() and depth <= 0 else match[0]

    return _CLASS_OR_SPACE.sub(kept, pattern)


class Reader:
    """Reads one pattern from left to right."""

    def __init__(self, pattern: str, flags: str) -> None:
        self._text = _without_space(pattern) if "x" in flags else pattern
        self._ignore_case = "i" in flags
        self._dot_all = "s" in flags
        self._at = 0
        self._depth = 0
        self.groups = 0

    def read(self) -> Tree:
        """Return the tree of the whole pattern. Raises BadPattern."""
        tree = self._choice()
        if self._at < len(self._text):
            raise BadPattern
        return tree

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self) -> str:
        char = self._peek()
        if not char:
            raise BadPattern
        self._at += 1
        return char

    def _choice(self) -> Tree:
        parts = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            parts.append(self._sequence())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _sequence(self) -> Tree:
        parts: list[Tree] = []
        while self._peek() not in {"", "|", ")"}:
            parts.append(self._repeated())
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self) -> Tree:
        part = self._atom()
        counts = self._counts()
        if counts is None:
            return part
        low, high = counts
        greedy = self._peek() != "?"
        self._at += not greedy
        if isinstance(part, Here) or (high is not None and high < low) or self._peek() in {"*", "+", "?"}:
            raise BadPattern
        return Repeat(part, low, high, greedy)

    def _counts(self) -> tuple[int, int | None] | None:
        simple = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(self._peek())
        if simple is not None:
            self._at += 1
            return simple
        counted = _COUNT.match(self._text, self._at)
        if counted is None:
            return None
        self._at = counted.end()
        low = int(counted[1])
        return low, int(counted[3]) if counted[3] else None if counted[2] else low

    def _atom(self) -> Tree:
        char = self._take()
        if char == "(":
            return self._group()
        if char == "[":
            return One(self._set())
        if char == ".":
            return One(lambda _: True) if self._dot_all else One(lambda c: c not in "\n\r")
        if char in "^$":
            return Here(char)
        if char == "\\":
            return Here("b") if self._peek() == "b" and self._take() else One(self._escape())
        if char in "*+?{}]":
            raise BadPattern
        return One(self._cased(_exactly(char)))

    def _cased(self, test: Test) -> Test:
        """Return the test of a character or a range in either case; a class such as Lu stays what it is."""
        return _any_case(test) if self._ignore_case else test

    def _group(self) -> Tree:
        self._depth += 1
        index = 0
        if self._text.startswith("?:", self._at):
            self._at += 2
        elif self._peek() == "?":
            raise BadPattern
        else:
            self.groups += 1
            index = self.groups
        if self._depth > _MAX_DEPTH or self.groups > _MAX_GROUPS:
            raise BadPattern
        part = self._choice()
        if self._take() != ")":
            raise BadPattern
        self._depth -= 1
        return Group(index, part) if index else part

    def _escape(self) -> Test:
        char = self._take()
        if char.lower() in _CLASSES:
            test = _CLASSES[char.lower()]
            return _negated(test) if char.isupper() else test
        if char in "pP":
            return self._property(negated=char == "P")
        return self._cased(_exactly(_unescaped(char)))

    def _property(self, *, negated: bool) -> Test:
        match = _PROPERTY.match(self._text, self._at)
        if match is None:
            raise BadPattern
        self._at = match.end()
        wanted = match[2]
        flip = negated is not bool(match[1])
        if len(wanted) > 2:
            first, last = BLOCKS.get(wanted[2:], (1, 0))
            if last < first:
                raise BadPattern
            return lambda char: (first <= ord(char) <= last) is not flip
        return lambda char: unicodedata.category(char).startswith(wanted) is not flip

    def _set(self) -> Test:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise BadPattern
        negated = self._peek() == "^"
        self._at += negated
        tests: list[Test] = []
        while self._peek() != "]" or not tests:
            if self._text.startswith("-[", self._at) and tests:
                return self._subtracted(tests, negated=negated)
            tests.append(self._member())
        self._at += 1
        self._depth -= 1
        return _of(tests, negated=negated)

    def _subtracted(self, tests: list[Test], *, negated: bool) -> Test:
        self._at += 2
        without, kept = self._set(), _of(tests, negated=negated)
        if self._take() != "]":
            raise BadPattern
        self._depth -= 1
        return lambda char: kept(char) and not without(char)

    def _member(self) -> Test:
        char = self._take()
        if char == "\\":
            if self._peek() in {"d", "D", "w", "W", "s", "S", "p", "P", "i", "I", "c", "C"}:
                return self._escape()
            char = _unescaped(self._take())
        following = self._text[self._at + 1 : self._at + 2]
        if self._peek() != "-" or following in {"", "]", "["}:
            return self._cased(_exactly(char))
        self._at += 1
        last = self._take()
        if last == "\\":
            last = _unescaped(self._take())
        if last < char:
            raise BadPattern
        return self._cased(lambda c: char <= c <= last)


def _of(tests: list[Test], *, negated: bool) -> Test:
    chosen = tuple(tests)
    return lambda char: any(test(char) for test in chosen) is not negated
