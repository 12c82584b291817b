"""Count the pauses that a diagram's form wrote down: dates that run already leave them out, as the law says.

The verb 中止 stops each date in its ledger; a form that appends to `case.pauses` only writes the days down. Dates that
begin later leave them out by themselves. This lets the dates that run do the same, so that both ways give one day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from workflows.domain.actor import CLOCKWORK
from workflows.domain.case import Case, CaseStatus
from workflows.domain.case_ledger import CaseLedger, Ledgers, begun
from workflows.domain.explanation import ExcludedSpan
from workflows.domain.journal import Fact
from workflows.domain.law import Law
from workflows.domain.ledger import Resumed, Suspended
from workflows.domain.pause import Pause, not_counted
from workflows.domain.period_rule import Exclusion
from workflows.domain.work_light import last_day
from workflows.usecases.app import App
from workflows.usecases.clocks import Clock, clocks_of, set_due
from workflows.usecases.doing import ANY, Doing, doing
from workflows.usecases.due import NEVER


@dataclass(frozen=True)
class Moved:
    """A date whose ledger now leaves out days that it counted before."""

    clock: Clock
    ledger: CaseLedger


def count_pauses(app: App, case_id: str) -> int:
    """Return how many dates moved; doing it again moves none.

    Raises:
        UnknownCase: there is no such case.
        StepFailed: something inside broke; an incident was opened.
    """
    with doing(app, CLOCKWORK, "count-pauses", case_id) as do:
        case = do.case(case_id, states=ANY)
        if case.status is not CaseStatus.OPEN or not case.document.pauses:
            return 0
        step = do.engine(case).look(case.version, case.state, **do.around(case))
        moved = list(_moved(do, case, list(clocks_of(do, case, step))))
        if not moved:
            return 0
        facts = []
        for each in moved:
            do.tx.ledgers.put(each.ledger)
            step = set_due(do, case, step, each.clock, each.ledger)
            facts.append(_fact(each, do.app.law(case.pack)))
        do.advance(case, step, *facts, has_ledgers=True)
        return len(moved)


def _moved(do: Doing, case: Case, clocks: list[Clock]) -> Iterator[Moved]:
    law, known = do.app.law(case.pack), do.tx.ledgers.of_case(case.id)
    for clock in clocks:
        if not clock.rule or clock.started_on is None or clock.due_at is None or clock.due_at >= NEVER:
            continue
        before = _ledger(case, clock, known)
        after = before
        for pause in sorted(case.document.pauses, key=lambda each: each.stopped_on or date.max):
            for span in not_counted((pause,), law.rule(clock.rule)):
                after = _entered(law, after, span, pause)
        ends = after.state(law).ends_at
        if ends is not None and ends != clock.due_at:
            yield Moved(clock, after)


def _ledger(case: Case, clock: Clock, known: Ledgers) -> CaseLedger:
    if clock.id in known:
        return known[clock.id]
    started = clock.started_on or date.max
    return begun(clock.id, case.id, clock.element, clock.rule, started)


def _entered(law: Law, ledger: CaseLedger, span: ExcludedSpan, pause: Pause) -> CaseLedger:
    """Return the ledger with the days of *span* that come after everything in it; earlier ones it has counted."""
    last = ledger.entries[-1].at
    if pause.resumed_on is None or pause.resumed_on <= last or ledger.stopped_by(law):
        return ledger
    stopped = Suspended(at=max(span.first, last), by=CLOCKWORK.account_id, reason=Exclusion(pause.reason))
    return ledger.entered(stopped, law).entered(Resumed(at=pause.resumed_on, by=CLOCKWORK.account_id), law)


def _fact(moved: Moved, law: Law) -> Fact:
    ends = moved.ledger.state(law).ends_at
    data: dict[str, JsonValue] = {
        "rule": moved.ledger.rule,
        "old_due": last_day(moved.clock.due_at).isoformat() if moved.clock.due_at else "",
        "due": last_day(ends).isoformat() if ends else "",
    }
    return Fact(kind="DeadlineMoved", element=moved.clock.element, data=data)
