"""The clocks of a case: stop them, let them go on, make one longer; every date by its ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from workflows.clock import legal_day
from workflows.domain.case import Case
from workflows.domain.case_ledger import MICROSECOND, CaseLedger, Ledgers, begun
from workflows.domain.law import Law
from workflows.domain.ledger import Entry, Resumed, Suspended
from workflows.domain.pause import not_counted
from workflows.domain.period_rule import Exclusion
from workflows.domain.plain_document import plain
from workflows.domain.step import OpenTimer, Step, followed
from workflows.domain.work_item import WorkItem
from workflows.errors import DeadlineBeingFired
from workflows.usecases.doing import Doing
from workflows.usecases.due import NEVER, ledger_due, trigger_of

STOPPED_ZH = "因{why}停止计算，自 {day} 起；恢复后顺延。"
STOPPED_EN = "The clock stands still from {day} for {why}; it goes on when the case is resumed."
WHY = {
    "appraisal": ("鉴定", "an appraisal"),
    "hearing": ("听证", "a hearing"),
    "other": ("其他事由", "another reason"),
}


@dataclass(frozen=True)
class Clock:
    """One running or stopped date of a case: a timer of the engine, or the due date of a work item."""

    id: str
    element: str
    rule: str
    started_on: date | None
    due_at: datetime | None
    timer: str = ""


def clocks_of(do: Doing, case: Case, step: Step) -> Iterator[Clock]:
    """Yield every date of the case as it stands in *step*."""
    seen: dict[str, Any] = {**step.facts, "case": plain(case.document)}
    law = do.app.law(case.pack)
    for timer in step.timers:
        yield _of_timer(case, timer)
    for item in do.tx.work.of_case(case.id):
        if item.rule or item.due_at is not None:
            yield _of_item(law, item, seen)


def ledger_of(law: Law, case: Case, clock: Clock, known: Ledgers) -> CaseLedger:
    """Return the ledger of a date, begun with the pauses that were counted already where it has none."""
    if clock.id in known:
        return known[clock.id]
    if not clock.rule or clock.started_on is None:
        return CaseLedger(id=clock.id, case_id=case.id, element=clock.element)
    ledger = begun(clock.id, case.id, clock.element, clock.rule, clock.started_on)
    for pause in case.document.pauses:
        for span in not_counted((pause,), law.rule(clock.rule)):
            if pause.resumed_on is not None and pause.resumed_on > clock.started_on:
                first = max(span.first, clock.started_on)
                ledger = ledger.entered(Suspended(at=first, reason=Exclusion(pause.reason)), law)
                ledger = ledger.entered(Resumed(at=pause.resumed_on), law)
    return ledger


def stop(do: Doing, case: Case, step: Step, reason: str, paper: str) -> Step:
    """Stop every clock of the case that *reason* stops; returns the step after that.

    A statutory period is stopped only where the law names the reason (医疗条例 38: appraisal); it runs on otherwise.
    What no law governs stands still with the case.

    Raises:
        DeadlineBeingFired: a date is due this moment and has not been carried out yet.
    """
    law, known = do.app.law(case.pack), do.tx.ledgers.of_case(case.id)
    if any(timer.due_at <= do.now for timer in step.timers):
        raise DeadlineBeingFired(zh="有期限刚刚届满，正在处理；请一分钟后再试。", case=case.number)
    for clock in list(clocks_of(do, case, step)):
        ledger = _stopped(do, law, ledger_of(law, case, clock, known), clock, reason, paper)
        if ledger is not None:
            do.tx.ledgers.put(ledger)
            step = _hold(do, case, step, clock, reason)
    return step


def go_on(do: Doing, case: Case, step: Step) -> Step:
    """Let every stopped clock of the case go on; returns the step after that."""
    law, known = do.app.law(case.pack), do.tx.ledgers.of_case(case.id)
    entry = Resumed(at=legal_day(do.now), by=do.actor.account_id)
    for clock in list(clocks_of(do, case, step)):
        ledger = known.get(clock.id)
        if ledger is None or not ledger.stopped_by(law):
            continue
        left = ledger.left
        ledger = ledger.entered(entry, law) if ledger.rule else replace(ledger, left_micros=None)
        do.tx.ledgers.put(ledger)
        step = set_due(do, case, step, clock, ledger, do.now + left if left is not None else None)
    return step


def set_due(
    do: Doing, case: Case, step: Step, clock: Clock, ledger: CaseLedger, due_at: datetime | None = None
) -> Step:
    """Let a date end when its ledger says (or at *due_at*, where no law governs it); returns the step after that."""
    due = ledger_due(do.app.law(case.pack), ledger) if ledger.rule else None
    until = due[0] if due else due_at
    if until is None:
        return step
    if not clock.timer:
        zh, en = (due[2], due[3]) if due else ("", "")
        do.tx.work.reschedule(clock.id, until, explanation=zh, explanation_en=en)
        return step
    return _rescheduled(do, case, step, clock.timer, until)


def _of_timer(case: Case, timer: OpenTimer) -> Clock:
    return Clock(
        id=f"{case.id}:{timer.id}",
        element=timer.element,
        rule=timer.rule if timer.started_on else "",
        started_on=timer.started_on,
        due_at=timer.due_at,
        timer=timer.id,
    )


def _of_item(law: Law, item: WorkItem, seen: dict[str, Any]) -> Clock:
    start = trigger_of(law, item.rule, item.properties, seen, item.created_at)
    return Clock(id=item.id, element=item.element, rule=item.rule, started_on=start, due_at=item.due_at)


def _stopped(
    do: Doing, law: Law, ledger: CaseLedger, clock: Clock, reason: str, paper: str
) -> CaseLedger | None:
    if clock.due_at is None or clock.due_at >= NEVER:
        return None
    if not ledger.rule:
        return replace(ledger, left_micros=(clock.due_at - do.now) // MICROSECOND)
    if clock.due_at <= do.now or reason not in law.rule(ledger.rule).exclusions:
        return None
    entry: Entry = Suspended(
        at=legal_day(do.now), by=do.actor.account_id, paper=paper, reason=Exclusion(reason)
    )
    return ledger.entered(entry, law)


def _hold(do: Doing, case: Case, step: Step, clock: Clock, reason: str) -> Step:
    if clock.timer:
        return _rescheduled(do, case, step, clock.timer, NEVER)
    (zh, en), day = WHY[reason], legal_day(do.now)
    do.tx.work.reschedule(
        clock.id,
        None,
        explanation=STOPPED_ZH.format(why=zh, day=day),
        explanation_en=STOPPED_EN.format(why=en, day=day),
    )
    return step


def _rescheduled(do: Doing, case: Case, step: Step, timer: str, until: datetime) -> Step:
    return followed(
        step, do.engine(case).reschedule(case.version, step.state, timer, until, **do.around(case))
    )
