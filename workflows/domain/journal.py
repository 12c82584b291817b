"""Facts: what happened in a case, in the past tense, never changed once written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

WAY = frozenset({"StepEntered", "StepCompleted", "StepCancelled", "FlowsTaken", "DecisionMade"})
"""Kinds of facts that tell the way of a case through its diagram: a step brings a dozen of them, at once."""


DAMAGED = "RecordDamaged"
"""Stands for the kind of a fact whose row cannot be read."""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that happened; `kind` is a name such as CaseOpened or FormSubmitted (docs/glossary.md lists all).

    `data` holds ids, element names and dates, never names or numbers of persons; only `reason` is a sentence that a
    person wrote, and it never leaves the body that keeps the case.
    """

    kind: str
    element: str = ""
    data: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class JournalEntry:
    """A fact with its place in the order of all facts, its case, revision, time and author.

    Where its row cannot be read it is `damaged`: then its kind and data are not known, and perhaps not its time.
    """

    seq: int
    case_id: str
    rev: int
    at: datetime
    actor: str
    fact: Fact
    damaged: bool = False
