"""A statutory period that runs on at another place of the procedure keeps what was said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows.domain.case import Case
from workflows.domain.case_ledger import CaseLedger, Ledgers
from workflows.domain.ledger import Set
from workflows.domain.step import OpenTimer, Step, followed
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.due import NEVER, ledger_due
from workflows.usecases.engine_at import around, engine_of


def carry_over(app: App, tx: Tx, case: Case, step: Step, now: datetime) -> Step:
    """Return *step* with each new date of a known period (same rule, same first day) ending when its ledger says.

    Extensions and pauses belong to the period: they hold where the procedure watches it next, as when the parties
    agree and the terms are drawn up.
    """
    law, known = app.law(case.pack), tx.ledgers.of_case(case.id)
    for timer in step.timers:
        ident = f"{case.id}:{timer.id}"
        before = None if ident in known else _same_period(known, timer)
        if before is None:
            continue
        ledger = replace(before, id=ident, element=timer.element)
        tx.ledgers.put(ledger)
        due = ledger_due(law, ledger)
        until = due[0] if due else NEVER
        moved = engine_of(app, tx, case).reschedule(
            case.version, step.state, timer.id, until, **around(case, now)
        )
        step = followed(step, moved)
    return step


def _same_period(known: Ledgers, timer: OpenTimer) -> CaseLedger | None:
    """Return the ledger of the period that *timer* watches, the fullest where several were written."""
    first = Set(at=timer.started_on) if timer.rule and timer.started_on else None
    same = [each for each in known.values() if each.rule == timer.rule and each.entries[:1] == (first,)]
    return max(same, key=lambda each: len(each.entries), default=None)
