"""Learns how clauses of a kind are written: `python -m tests.data_tools.recogniser` writes clause_weights.tsv.

A linear model, trained by logistic regression with steps that shrink where a run of characters was often corrected.
Examples are the phrases of the banks (with look-alikes) and those of the labelled drafts, told apart by the rules.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.unit.domain.test_agreement_sets import CLASSES, Sample, read_samples
from workflows.domain.agreement_check import check_agreement, even
from workflows.domain.case import CaseDocument
from workflows.domain.drafting import recogniser
from workflows.domain.drafting.clauses import settles, threatens
from workflows.domain.drafting.days import has_term
from workflows.domain.drafting.reading import Reading, sentences
from workflows.domain.drafting.recogniser import KINDS, runs, windows
from workflows.domain.drafting.ways import names_way

BANKS = Path(__file__).parents[1] / "unit" / "domain" / "agreement_banks"
FILE = Path(recogniser.__file__).with_name("clause_weights.tsv")
RULES: dict[str, Callable[[str], bool]] = {
    "ends": settles,
    "breach": threatens,
    "method": names_way,
    "due": has_term,
}
GROUNDS = {"third": "third", "against": "grounds", "vague": "scope"}
"""What stands in a draft only as a fault, with the class of the fault."""
MOST = (2500, 5000)
ROUNDS, STEP, SHRINK, LEAST = 5, 0.3, 1e-4, 0.1
OFTEN = 3
"""A run that fewer phrases hold says more of one author than of the kind."""
Example = tuple[str, bool]


@dataclass(frozen=True)
class Bank:
    """The phrases of one author: by type, and under `not` type what only looks like it."""

    author: str
    phrases: dict[str, list[str]]


def read_banks(folder: Path = BANKS) -> list[Bank]:
    """Return the banks of *folder*, spelled as the check reads them."""
    banks = []
    for file in sorted(folder.glob("*.txt")):
        phrases: dict[str, list[str]] = {}
        told = phrases.setdefault("", [])
        for line in filter(None, map(str.strip, file.read_text("utf-8").splitlines())):
            if line.startswith("#"):
                told = phrases.setdefault(line[1:].strip(), [])
            else:
                told.append(even(line))
        banks.append(Bank(file.stem, phrases))
    return banks


def examples(kind: str, samples: Sequence[Sample], banks: Sequence[Bank]) -> list[Example]:
    """Return the phrases from which *kind* is learnt, with whether they are of it; the same every time."""
    chance = random.Random(kind)  # noqa: S311  # an order, no secret
    told = list(_of_drafts(kind, samples)) if kind in RULES else list(_of_faults(kind, samples))
    chance.shuffle(told)
    yes, no = ([each for each in told if each[1] is wanted] for wanted in (True, False))
    return [*yes[: MOST[0]], *no[: MOST[1]], *_of_banks(kind, banks)]


def _of_drafts(kind: str, samples: Iterable[Sample]) -> Iterator[Example]:
    """Yield the phrases of the drafts as the rule tells them apart; where it sees none in a sound draft, none."""
    for sample in samples:
        told = dict.fromkeys(windows(_agreed(sample)))
        hits = {window for window in told if RULES[kind](window)}
        if kind in sample.planted:
            yield from ((window, False) for window in told)
        elif hits:
            yield from ((window, window in hits) for window in told)


def _of_faults(kind: str, samples: Iterable[Sample]) -> Iterator[Example]:
    rules = set(CLASSES[GROUNDS[kind]].split())
    for sample in samples:
        parts = dict.fromkeys(part for part in sentences(_agreed(sample)) if len(part) > 3)
        if not sample.planted:
            yield from ((part, False) for part in parts)
        elif GROUNDS[kind] in sample.planted:
            found = check_agreement(CaseDocument(), text=sample.text)
            quotes = [each.quote for each in found if each.rule in rules and each.quote]
            hit = [part for part in parts if any(quote in part or part in quote for quote in quotes)]
            yield from ((part, True) for part in hit for _ in range(4))


def _of_banks(kind: str, banks: Iterable[Bank]) -> Iterator[Example]:
    for bank in banks:
        for other, phrases in bank.phrases.items():
            for phrase in phrases:
                if other in (kind, f"not {kind}"):
                    yield from [(phrase, other == kind)] * 4
                elif not _like(kind, other, phrase):
                    yield phrase, False


def _like(kind: str, other: str, phrase: str) -> bool:
    """Return whether a phrase of another type may be of *kind* too."""
    if kind in RULES:
        return any(map(RULES[kind], windows(phrase)))
    return other in GROUNDS or other == "not scope"


def _agreed(sample: Sample) -> str:
    return Reading(CaseDocument(), even(sample.text)).agreed


def learn(told: Sequence[Example], chance: random.Random) -> dict[str, float]:
    """Return the weight of every run, and under "" what all start from."""
    split = [(runs(text), float(yes)) for text, yes in dict.fromkeys(told)]
    often = Counter(run for found, _ in split for run in found)
    lines = [([run for run in runs(text) if often[run] >= OFTEN], float(yes)) for text, yes in told]
    weights: dict[str, float] = {"": 0.0}
    spent: dict[str, float] = {}
    for _ in range(ROUNDS):
        chance.shuffle(lines)
        for found, wanted in lines:
            total = weights[""] + sum(weights.get(run, 0.0) for run in found)
            off = 1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - wanted
            if abs(off) >= 0.02:
                _correct(weights, spent, found, off)
    return weights


def _correct(weights: dict[str, float], spent: dict[str, float], found: Iterable[str], off: float) -> None:
    for run in found:
        spent[run] = spent.get(run, 0.0) + off * off
        weights[run] = weights.get(run, 0.0) * (1 - SHRINK) - STEP**2 * off / math.sqrt(spent[run] + 0.01)
    weights[""] -= 0.05 * off


def lines(learnt: Sequence[dict[str, float]]) -> Iterator[str]:
    """Yield the rows of the file: a run and its weights in hundredths, small ones left out."""
    for run in sorted({run for weights in learnt for run in weights if not re.search(r"[\t\n]", run)}):
        row = [weights.get(run, 0.0) for weights in learnt]
        if not run or max(map(abs, row)) >= LEAST:
            kept = (f"{weight * 100:.0f}" if not run or abs(weight) >= LEAST else "" for weight in row)
            yield "\t".join([run, *kept])


def train(samples: Sequence[Sample], banks: Sequence[Bank]) -> str:
    """Return the file as it is learnt from *samples* and *banks*."""
    learnt = [
        learn(examples(kind, samples, banks), random.Random(kind))  # noqa: S311  # an order, no secret
        for kind in KINDS
    ]
    return "\n".join(lines(learnt)) + "\n"


def main() -> None:
    """Learn from every bank and every set, and write the weights."""
    FILE.write_text(train(read_samples(), read_banks()), "utf-8")


if __name__ == "__main__":
    main()
