"""Make the figures of cases that have moved on since they were last counted."""

from __future__ import annotations

from workflows.domain.case import Case
from workflows.domain.figure import Figure, figure_of
from workflows.store import Tx
from workflows.usecases.app import App

BATCH = 100
"""Cases that share a commit; nobody can work on them, nor anybody write to SQLite, while they are counted."""
PASSED = frozenset({"DeadlinePassed"})
"""The fact that a legal limit ran out."""


def catch_up(app: App, *, batch: int = BATCH) -> int:
    """Return how many figures were made; afterwards none is older than its case was when this began."""
    made = 0
    while True:
        with app.store.read() as tx:
            stale = tx.figures.stale(limit=batch)
        if not stale:
            return made
        with app.store.write() as tx:
            for case_id in stale:
                case = tx.cases.get(case_id)
                if case is not None:
                    tx.figures.put(counted(tx, case))
        made += len(stale)


def counted(tx: Tx, case: Case) -> Figure:
    """Return what *case* counts for now."""
    body = tx.directory.organisation(case.document.handling.org_id or case.org_id)
    passed = any(entry.fact.kind in PASSED for entry in tx.journal.of_case(case.id))
    return figure_of(case, tier=body.tier if body else "", passed=passed)
