"""Count facts: how many cases were opened and closed, deadlines reached and papers made in a span of days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from workflows.usecases.app import App

COUNTED = (
    "CaseOpened",
    "CaseClosed",
    "FormSubmitted",
    "DeadlineNear",
    "DeadlinePassed",
    "DeadlineReached",
    "DeadlineMoved",
    "DocumentMade",
    "LetterSent",
    "FiledWithCourt",
)
"""What a report of a body counts, in this order; the other facts are for the case's own history."""


def count_facts(app: App, start: datetime, end: datetime) -> Mapping[str, int]:
    """Return how often each of `COUNTED` happened from *start* until before *end*, in all cases; 0 is said too."""
    with app.store.read() as tx:
        counts = tx.journal.counts(start, end)
    return {kind: counts.get(kind, 0) for kind in COUNTED}
