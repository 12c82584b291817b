"""Matters: what a sentence ends or hands over, held against what the quarrel is about."""

from __future__ import annotations

import re

from workflows.domain.drafting.amounts import distinct
from workflows.domain.drafting.clauses import threatens
from workflows.domain.drafting.matter_words import (
    ANOTHER,
    CLAIM,
    DEALT,
    EMPTY,
    ENDED,
    EVER,
    JOINED,
    LEFT_OPEN,
    OWN,
    PAID_NOW,
    PROPERTY,
)
from workflows.domain.drafting.reading import Reading

_EXCEPT = re.compile(r"除[^,。;]{1,16}(?:之?外|以外),?")
_NOUNS, _FEW = 2, 8
"""So many pairs of signs say what a matter is about; of so many one may be told elsewhere all the same."""


def takes_up_another(sentence: str, reading: Reading) -> bool:
    """Return whether *sentence* ends or hands over what the paper tells of nowhere else, or all there may ever be."""
    if LEFT_OPEN.search(sentence) or threatens(sentence):
        return False
    told = _EXCEPT.sub("", sentence)
    joined = JOINED.search(told)
    matter = told[joined.start("joint") :] if joined else told
    if EVER.search(matter) and ENDED.search(matter) and not OWN.search(matter):
        return True
    if OWN.search(matter) or not (_adds(matter, reading) or _deals(matter)):
        return False
    return _is_unheard(matter, sentence, reading)


def _adds(told: str, reading: Reading) -> bool:
    """Return whether *told* takes up what was at another time, or besides, and ends it."""
    another = ANOTHER.search(told)
    if another is None or (another["year"] and reading.told.count(another["year"]) > 1):
        return False
    return bool(ENDED.search(told) and CLAIM.search(told)) and not PAID_NOW.search(told)


def _deals(told: str) -> bool:
    """Return whether *told* hands over a right or a thing without a word on money."""
    dealt = DEALT.search(told)
    return bool(dealt and PROPERTY.search(told.split(",")[told[: dealt.start()].count(",")])) and not (
        distinct(told) or PAID_NOW.search(told)
    )


def _is_unheard(matter: str, sentence: str, reading: Reading) -> bool:
    """Return whether none of the pairs of signs that say what *matter* is about stands elsewhere in the paper."""
    for name in sorted((each for each in reading.names if len(each) > 1), key=len, reverse=True):
        matter = matter.replace(name, "|")
    said = EMPTY.sub("|", ENDED.sub("|", matter))
    pairs = {said[at : at + 2] for at in range(len(said) - 1) if "|" not in said[at : at + 2]}
    elsewhere = reading.told.replace(sentence, "")
    heard = sum(pair in elsewhere for pair in pairs)
    return len(pairs) >= _NOUNS and heard <= len(pairs) // _FEW
