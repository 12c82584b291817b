"""What a case can be found by: its number, its title and the names of its parties."""

from __future__ import annotations

from workflows.domain.case import Case

LONGEST = 200
"""Characters of a search that count; more would only slow it down."""


def search_text(case: Case) -> str:
    """Return the text in which words of a search are looked for, in small letters."""
    names = [name for party in case.document.parties for name in (party.name, party.unit) if name]
    return "\n".join([case.number, case.title, case.document.claim.title, *names]).casefold()


def search_words(text: str) -> list[str]:
    """Return the words of a search, in small letters; all of them must occur."""
    return text[:LONGEST].casefold().split()
