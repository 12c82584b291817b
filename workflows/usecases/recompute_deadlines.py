"""Recompute deadlines: a calendar was published, and dates that were provisional are settled or moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from workflows.clock import legal_day
from workflows.domain.actor import CLOCKWORK
from workflows.domain.case import Case
from workflows.domain.case_ledger import CaseLedger
from workflows.domain.deadline import move
from workflows.domain.journal import Fact
from workflows.domain.law import Law
from workflows.domain.ledger import Moved, Set
from workflows.domain.step import OpenTimer, Step
from workflows.domain.work_item import WorkItem
from workflows.domain.work_light import last_day
from workflows.errors import StepFailed
from workflows.store import Tx
from workflows.usecases.advance import Change, advance
from workflows.usecases.app import App
from workflows.usecases.due import NEVER, period_due, trigger_of
from workflows.usecases.engine_at import engine_of
from workflows.usecases.guard import incidents

CALENDARS = "calendars"
PAGE = 200


def calendars_are_new(app: App) -> bool:
    """Return whether a calendar was published since the dates were computed last."""
    with app.store.read() as tx:
        return tx.settings.get(CALENDARS) != _known(app)


def recompute_deadlines(app: App) -> int:
    """Return how many dates moved; those that stay are no longer provisional. Doing it again changes nothing.

    Raises:
        StepFailed: a case could not be recomputed, which stops no other; an incident was opened, and the next call
            tries it again.
    """
    moved, after, failed = 0, "", list[StepFailed]()
    while True:
        with app.store.read() as tx:
            page = tx.timers.provisional(limit=PAGE, after=after)
        for case_id in page:
            key = f"recompute-{case_id}"
            try:
                with incidents(app, case_id, "recompute-deadlines", key=key), app.store.write() as tx:
                    moved += _recompute(app, tx, case_id)
            except StepFailed as fault:
                failed.append(fault)
        if len(page) < PAGE:
            break
        after = page[-1]
    if failed:
        raise failed[0]
    with app.store.write() as tx:
        tx.settings.put(CALENDARS, _known(app))
    return moved


def _known(app: App) -> dict[str, JsonValue]:
    return {pack: str(app.law(pack).known_until) for pack in ("", *app.catalogue.packs)}


def _recompute(app: App, tx: Tx, case_id: str) -> int:
    case = tx.cases.get(case_id, lock=True)
    if case is None:
        return 0
    engine, now, document = engine_of(app, tx, case), app.clock.now(), case.document.model_dump()
    step = engine.look(case.version, case.state, case_id=case.id, case=document, now=now)
    law = app.law(case.pack)
    facts: list[Fact] = []
    kept = False
    for timer, due_at, ledger in list(_moved_timers(law, tx, case, step, now)):
        facts.append(_fact(timer.element, timer.rule, timer.due_at, due_at))
        again = engine.reschedule(
            case.version, step.state, timer.id, due_at, case_id=case.id, case=document, now=now
        )
        step = replace(again, visits=(*step.visits, *again.visits))
        if ledger is not None:
            tx.ledgers.put(ledger)
            kept = True
    facts += _move_items(law, tx, case, {**step.facts, "case": document})
    change = Change(
        actor=CLOCKWORK,
        command="recompute-deadlines",
        now=now,
        document=case.document,
        step=step,
        facts=tuple(facts),
        has_ledgers=kept,
    )
    advance(app, tx, case, change)
    return len(facts)


def _moved_timers(
    law: Law, tx: Tx, case: Case, step: Step, now: datetime
) -> Iterator[tuple[OpenTimer, datetime, CaseLedger | None]]:
    """Yield each timer whose statutory period now ends at another instant, with the ledger that says so."""
    ledgers = tx.ledgers.of_case(case.id)
    for timer in step.timers:
        if not timer.rule or timer.started_on is None or timer.due_at >= NEVER:
            continue
        ident = f"{case.id}:{timer.id}"
        if (ledger := ledgers.get(ident)) is not None:
            entry = move(ledger.entries, law.rule(ledger.rule), law.calendar, legal_day(now))
            if entry is not None:
                entered = ledger.entered(entry, law)
                yield timer, entered.state(law).ends_at or timer.due_at, entered
            continue
        due_at = period_due(law, timer.rule, timer.started_on, case.document.pauses)[0]
        if due_at != timer.due_at:
            yield timer, due_at, None if case.document.pauses else _ledger(law, case, timer, due_at, now)


def _ledger(law: Law, case: Case, timer: OpenTimer, due_at: datetime, now: datetime) -> CaseLedger:
    """Return the ledger of a date that had none: started as the parties were told, then moved."""
    started = timer.started_on or legal_day(now)
    told = Set(at=started, due=last_day(timer.due_at))
    entry = Moved(
        at=max(legal_day(now), started),
        old_due=last_day(timer.due_at),
        due=last_day(due_at),
        calendar_until=law.known_until,
    )
    return CaseLedger(
        id=f"{case.id}:{timer.id}",
        case_id=case.id,
        element=timer.element,
        rule=timer.rule,
        entries=(told, entry),
    )


def _move_items(law: Law, tx: Tx, case: Case, seen: Mapping[str, Any]) -> list[Fact]:
    """Move the due dates of open steps and return the facts; one that was stopped or extended keeps its ledger's."""
    facts = []
    ledgers = tx.ledgers.of_case(case.id)
    for item in tx.work.of_case(case.id):
        if item.rule and item.due_at is not None and item.id not in ledgers:
            facts += _moved_item(law, tx, case, item, seen)
    return facts


def _moved_item(law: Law, tx: Tx, case: Case, item: WorkItem, seen: Mapping[str, Any]) -> list[Fact]:
    start = trigger_of(law, item.rule, item.properties, seen, item.created_at)
    due_at, rule, zh, en, _ = period_due(law, item.rule, start, case.document.pauses)
    if item.due_at is None or due_at == item.due_at:
        return []
    tx.work.reschedule(item.id, due_at, explanation=zh, explanation_en=en)
    return [_fact(item.element, rule, item.due_at, due_at)]


def _fact(element: str, rule: str, old: datetime, new: datetime) -> Fact:
    data: dict[str, JsonValue] = {
        "rule": rule,
        "old_due": last_day(old).isoformat(),
        "due": last_day(new).isoformat(),
    }
    return Fact(kind="DeadlineMoved", element=element, data=data)
