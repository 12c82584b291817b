"""Rules on work: what somebody is to mend or to build is told with its place, its number or its standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflows.domain.drafting.clauses import settles
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.reading import Reading, sentences
from workflows.domain.drafting.work_words import (
    ASKED,
    BESIDE,
    COST,
    DATED,
    DEED,
    GENERAL,
    LOOSE,
    MEANWHILE,
    MEASURE,
    NO_DUTY,
    NOT_TO_DO,
    OBJECT,
    PRICED,
    SCOPE,
    STAYS,
    THING,
)

_SHORT_DUTY = 16
_NAMED_THING = 2
"""Whoever names the thing (搬动中损坏的鞋柜) has said what is mended."""


@dataclass(frozen=True)
class Work:
    """One sentence that lays work on somebody: where it stands, its words, and the verb in them."""

    where: str
    text: str
    deed: re.Match[str]

    def is_of(self, where: str, text: str) -> bool:
        """Return whether *text* speaks of this work: the same verb, of the same thing or in the same point."""
        things = THING & set(self.text)
        return self.deed[0][0] in text and (bool(things & set(text)) if things else where == self.where)


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield the work of which no sentence of the paper says how far it goes."""
    told = [(clause.where, part) for clause in reading.clauses for part in sentences(clause.main)]
    rows = [(where, row.duty) for where, row in reading.rows if row.duty]
    for work in _works([*told, *rows]):
        others = (part for where, part in told if part != work.text and work.is_of(where, part))
        if _is_open(work) and not any(map(MEASURE.search, others)):
            yield found("scope-unclear", work.where, work.text)


def _works(told: list[tuple[str, str]]) -> Iterator[Work]:
    for where, text in told:
        deed = DEED.search(MEANWHILE.sub("", text))
        over = STAYS.search(text) or NO_DUTY.search(text) or (settles(text) and not ASKED.search(text))
        if deed and not over:
            yield Work(where, text, deed)


def _is_open(work: Work) -> bool:
    """Return whether *work* has no place, number or standard in its own sentence, only a general word."""
    text, start, end = work.text, work.deed.start(), work.deed.end()
    if SCOPE.search(text) or NOT_TO_DO.search(text[:start]) or PRICED.match(text, end):
        return False
    if _names_thing(text) or COST.search(text[start : end + 6]):
        return False
    own = DATED.sub("", text.rsplit(":", maxsplit=1)[-1])
    return bool(GENERAL.search(text)) or len(own) <= _SHORT_DUTY


def _names_thing(text: str) -> bool:
    """Return whether *text* says what is mended by more than a general word."""
    thing, beside = OBJECT.search(text), BESIDE.search(text)
    if thing and len(LOOSE.sub("", thing[1] or thing[2])) >= _NAMED_THING:
        return True
    named = beside and not GENERAL.search(beside[0])
    return bool(beside and named and len(LOOSE.sub("", beside[1] or beside[2])) >= _NAMED_THING)
