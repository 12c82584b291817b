"""A snippet: the place of a text in which the words of a search stand, with these marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

BEFORE = 16
LENGTH = 72


class Piece(NamedTuple):
    """Some text, and whether it is one of the words."""

    text: str
    hit: bool


def snippet(text: str, words: Sequence[str], *, length: int = LENGTH) -> tuple[Piece, ...]:
    """Return *length* characters of *text* around the first of *words*, cut at these; nothing where none stands."""
    plain, pattern = " ".join(unicodedata.normalize("NFKC", text).split()), _pattern(words)
    first = pattern.search(plain) if pattern else None
    if pattern is None or first is None:
        return ()
    start = max(first.start() - BEFORE, 0)
    ahead = "…" if start else ""
    after = "…" if start + length < len(plain) else ""
    return tuple(_cut(f"{ahead}{plain[start : start + length]}{after}", pattern))


def marked(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """Return the whole of *text*, cut at the words."""
    plain, pattern = " ".join(unicodedata.normalize("NFKC", text).split()), _pattern(words)
    return tuple(_cut(plain, pattern)) if pattern and pattern.search(plain) else (Piece(text, hit=False),)


def _pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    sought = [re.escape(word) for word in sorted(words, key=len, reverse=True) if word]
    return re.compile("|".join(sought), re.IGNORECASE) if sought else None


def _cut(text: str, pattern: re.Pattern[str]) -> list[Piece]:
    pieces, place = [], 0
    for found in pattern.finditer(text):
        pieces += [Piece(text[place : found.start()], hit=False), Piece(found.group(), hit=True)]
        place = found.end()
    return [piece for piece in (*pieces, Piece(text[place:], hit=False)) if piece.text]
