"""What a case can be found by: its number, its title, the names of its parties and how its summary begins."""

from __future__ import annotations

import re
from unicodedata import normalize

from workflows.domain.case import Case

LONGEST = 200
"""Characters of a search that count; more would only slow it down."""
SUMMARY = 400
"""Characters of the summary that can be found; what the dispute is about stands at its beginning."""
_NUMBERS = re.compile(r"(?<![0-9a-z])[0-9][0-9x -]{5,}[0-9x](?![0-9a-z])")


def search_text(case: Case) -> str:
    """Return the text in which words of a search are looked for, in small letters and half-width signs.

    Long numbers that somebody wrote into title or summary are left out: telephone and identity numbers are found by
    their blind index alone.
    """
    claim = case.document.claim
    names = [name for party in case.document.parties for name in (party.name, party.unit) if name]
    told = _NUMBERS.sub(" ", _plain("\n".join([case.title, claim.title, claim.summary[:SUMMARY]])))
    return "\n".join([_plain(case.number), *map(_plain, names), told])


def search_words(text: str) -> list[str]:
    """Return the words of a search, in small letters and half-width signs; all of them must occur."""
    return _plain(text[:LONGEST]).split()


def grams(text: str, *lengths: int) -> list[str]:
    """Return all different pieces of *text* of these lengths, without those that reach over a space, in order."""
    words = text.split()
    return sorted(
        {
            word[at : at + length]
            for word in words
            for length in lengths
            for at in range(len(word) - length + 1)
        }
    )


def _plain(text: str) -> str:
    return normalize("NFKC", text).casefold()
