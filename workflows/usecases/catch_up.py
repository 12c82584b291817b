"""Make the figures of cases that have moved on since they were last counted."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.domain.case import Case
from workflows.domain.figure import Figure, figure_of
from workflows.errors import KeyFolderUnusable, KeyUnknown, StoreFault
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.tell_damage import tell_damage

BATCH = 100
"""Cases that share a commit; nobody can work on them, nor anybody write to SQLite, while they are counted."""
PASSED = frozenset({"DeadlinePassed"})
"""The fact that a legal limit ran out."""


@dataclass(frozen=True, kw_only=True)
class CaughtUp:
    """How many figures were made, and the cases whose records cannot be read and so are not counted anew."""

    made: int
    damaged: frozenset[str]


def catch_up(app: App, *, batch: int = BATCH) -> CaughtUp:
    """Return what was counted; afterwards no figure is older than its case was when this began.

    A case whose record cannot be read stops no other: it keeps its former figure, and an incident tells of it.
    """
    made, damaged = 0, dict[str, Exception]()
    while True:
        with app.store.read() as tx:
            stale = tx.figures.stale(limit=batch + len(damaged))
        left = [case_id for case_id in stale if case_id not in damaged]
        if not left:
            break
        with app.store.write() as tx:
            for case_id in left:
                fault = _count(tx, case_id)
                if fault is not None:
                    damaged[case_id] = fault
        made += len(left)
    if damaged:
        tell_damage(app, damaged)
    return CaughtUp(made=made - len(damaged), damaged=frozenset(damaged))


def _count(tx: Tx, case_id: str) -> Exception | None:
    """Keep the figure of a case and return nothing; return the fault where its record cannot be read."""
    try:
        case = tx.cases.get(case_id)
        figure = counted(tx, case) if case is not None else None
    except (StoreFault, KeyFolderUnusable, KeyUnknown):
        raise
    except Exception as fault:  # noqa: BLE001 - one record that cannot be read stops no report; an incident tells
        return fault
    if figure is not None:
        tx.figures.put(figure)
    return None


def counted(tx: Tx, case: Case) -> Figure:
    """Return what *case* counts for now."""
    body = tx.directory.organisation(case.document.handling.org_id or case.org_id)
    passed = any(entry.fact.kind in PASSED for entry in tx.journal.of_case(case.id))
    return figure_of(case, tier=body.tier if body else "", passed=passed)
