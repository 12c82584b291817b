"""The second opinion of the agreement check: what a clause does, weighed by its runs of one to three characters.

`tests/data_tools/recogniser.py` learns the weights from banks of phrases and labelled drafts and writes them beside
this file; the weight of a run says how much it speaks for (or against) a clause of the kind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from workflows.domain.drafting.memory import remembered

KINDS = ("ends", "breach", "method", "due", "third", "against", "vague")
LONGEST = 3
"""So many characters a run has at most, and so many phrases are read together at most."""
_WIDEST = 60
_UNIT = 100
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_POINT = re.compile(r"^\s*(?:第.{1,3}[条项款]|[(]?[一二三四五六七八九十\d]{1,2}[)、.]|[①-⑳-])\s*")
_PHRASES = re.compile(r"[:]|,(?!\d{3})")
_SENTENCES = re.compile(r"[。;\n]")
_SEEN_BY_RULE = -2.2
_NOT_SEEN = {"ends": 0.5, "breach": 0.2, "method": 0.9, "due": 0.7}
"""What a phrase must weigh at least: where the rule sees the kind, and, for each kind, where it does not."""


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """Return for every run of characters its weight for each of `KINDS`; the empty run holds what all start from."""
    told = files(__package__).joinpath("clause_weights.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in told.splitlines())
    return {row[0]: tuple(int(each or 0) / _UNIT for each in row[1:]) for row in rows}


def windows(text: str) -> Iterator[str]:
    """Yield every phrase of *text*, alone and together with the next ones of its sentence."""
    for sentence in _SENTENCES.split(text):
        phrases = [part for part in _PHRASES.split(sentence) if part.strip()]
        for start in range(len(phrases)):
            for count in range(1, min(LONGEST, len(phrases) - start) + 1):
                window = ",".join(phrases[start : start + count])
                if count > 1 and len(window) > _WIDEST:
                    break
                yield window


def runs(window: str) -> list[str]:
    """Return the runs of characters in *window*, each once and in order, numbers taken for one sign."""
    told = "^" + _NUMBER.sub("0", _POINT.sub("", window)) + "$"
    found = [told[at : at + size] for size in range(1, LONGEST + 1) for at in range(len(told) - size + 1)]
    return list(dict.fromkeys(found))


def weigh(kind: str, window: str) -> float:
    """Return how much *window* speaks for *kind*; above zero it rather does than not."""
    return _weighed(window)[KINDS.index(kind)]


@remembered
def _weighed(window: str) -> tuple[float, ...]:
    known = weights()
    rows = [known[""], *filter(None, map(known.get, runs(window)))]
    return tuple(map(sum, zip(*rows, strict=True)))


def seen(kind: str, texts: Iterable[str], *, by_rule: bool) -> bool:
    """Return whether a phrase of *texts* does what *kind* says; the rule's word moves the threshold, no more."""
    least = _SEEN_BY_RULE if by_rule else _NOT_SEEN[kind]
    return any(weigh(kind, window) > least for text in texts for window in windows(text))


def told(kind: str, texts: Iterable[str], rule: Callable[[str], bool]) -> bool:
    """Return whether one of *texts* does what *kind* says, by the word of *rule* and of the model on the same text."""
    return any(seen(kind, [text], by_rule=rule(text)) for text in texts)
