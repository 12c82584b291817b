"""From the engine's open steps to rows: who has to act, until when, and why then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from workflows.clock import CHINA, legal_day
from workflows.domain.case import Case
from workflows.domain.case_ledger import CaseLedger, Ledgers
from workflows.domain.law import Law
from workflows.domain.pause import Pause
from workflows.domain.period_rule import Unit
from workflows.domain.plain_document import plain
from workflows.domain.step import OpenTask, OpenTimer, Step
from workflows.domain.timer import Timer, TimerKind
from workflows.domain.work_item import WorkItem
from workflows.domain.work_light import last_day
from workflows.feel import compile as compile_feel
from workflows.feel import near
from workflows.store import Tx
from workflows.usecases.app import App

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The instant of a timer whose clock stands still."""

NONE: Ledgers = MappingProxyType({})

Due = tuple[datetime, str, str, str, bool]


def work_of(
    app: App, tx: Tx, case: Case, step: Step, now: datetime, limit: Timer | None = None
) -> list[WorkItem]:
    """Return the work items that *step* leaves open, each with its organisation and the instants that may bind it."""
    seen = {**step.facts, "case": plain(case.document)}
    law = app.law(case.pack)
    limit_at = limit.due_at if limit is not None else None
    return [_work_item(tx, law, case, task, seen, now, limit_at) for task in step.tasks]


def _staffed(tx: Tx, org_id: str, role: str) -> str:
    """Return the body, or where it has nobody for *role* the nearest above that has; itself if there is none."""
    body = org_id
    while body and role and not tx.directory.staffed(body, role):
        above = tx.directory.organisation(body)
        body = above.parent_id if above is not None else ""
    return body or org_id


def foresee(tx: Tx, steps: Mapping[str, Step]) -> None:
    """Read ahead what saving these *steps* of several cases, by case id, asks of what they leave open."""
    items = [f"{case_id}:{task.id}" for case_id, step in steps.items() for task in step.tasks]
    own = [f"{case_id}:{timer.id}" for case_id, step in steps.items() for timer in step.timers]
    lights = [f"{item}:{kind.value}" for item in items for kind in (TimerKind.WARNING, TimerKind.OVERDUE)]
    tx.work.foresee(steps.keys(), items)
    tx.timers.foresee(steps.keys(), [*own, *lights])
    tx.waits.foresee(steps.keys())


def engine_timers(app: App, case: Case, step: Step, ledgers: Ledgers = NONE) -> list[Timer]:
    """Return the instants at which the procedure moves by itself; one whose clock stands still is not watched."""
    law = app.law(case.pack)
    return [
        _engine_timer(law, case, each, ledgers.get(f"{case.id}:{each.id}"))
        for each in step.timers
        if each.due_at < NEVER
    ]


def limit_of(timers: Iterable[Timer]) -> Timer | None:
    """Return the statutory period among the engine's timers of a case that ends first: what limits the whole case."""
    return min((each for each in timers if each.rule), key=lambda each: (each.due_at, each.id), default=None)


def warnings_of(app: App, case: Case, work: Sequence[WorkItem], limit: Timer | None) -> Iterator[Timer]:
    """Yield when to warn of each work item: before and at its own date, or before the limit of its case.

    At the limit itself the procedure moves. A step that opened after the warning shows the light from the first.
    """
    law = app.law(case.pack)
    yellow = timedelta(days=app.catalogue.pack(case.pack).yellow_days)
    for item in work:
        if item.due_at is not None:
            known = law.known_until is not None and last_day(item.due_at) <= law.known_until
            provisional = bool(item.rule) and not known
            yield _warning(item, item, TimerKind.WARNING, item.due_at - yellow, provisional)
            yield _warning(item, item, TimerKind.OVERDUE, item.due_at, provisional)
        elif limit is not None and item.created_at < limit.due_at - yellow:
            yield _warning(item, limit, TimerKind.WARNING, limit.due_at - yellow, limit.provisional)


def trigger_of(
    law: Law, rule: str, wants: Mapping[str, str], seen: Mapping[str, Any], opened: datetime
) -> date:
    """Return what triggered *rule* on a step opened at *opened*: the instant if it counts hours, else the day."""
    value = (
        near(compile_feel(wants["period-start"]).evaluate(seen, now=opened))
        if wants.get("period-start")
        else None
    )
    if not isinstance(value, date):
        value = opened
    in_hours = bool(rule) and law.rule(rule).unit is Unit.HOUR
    return legal_day(value) if isinstance(value, datetime) and not in_hours else value


def period_due(law: Law, rule: str, start: date | datetime, pauses: tuple[Pause, ...] = ()) -> Due:
    """Return (instant, rule id, Chinese sentence, English sentence, provisional) of a statutory period."""
    if isinstance(start, datetime):  # one instant has several spellings, and the sentences show the given one
        return _reckoned(law, rule, start, pauses)
    return _reckoned_from_day(law, rule, start, pauses)


def _reckoned(law: Law, rule: str, start: date | datetime, pauses: tuple[Pause, ...]) -> Due:
    result = law.due(rule, start, pauses=pauses)
    why = result.explanation
    return (
        result.ends_at,
        rule,
        "".join(why.sentences("zh")),
        " ".join(why.sentences("en")),
        result.provisional,
    )


_reckoned_from_day = lru_cache(maxsize=4096)(_reckoned)
"""Each step of a case tells its running periods anew, and cases of one day have the same ones."""


def _work_item(
    tx: Tx,
    law: Law,
    case: Case,
    task: OpenTask,
    seen: Mapping[str, Any],
    now: datetime,
    limit_at: datetime | None,
) -> WorkItem:
    wants = task.properties
    if task.item is not None:  # of several, each goes to its own body and person, and has its own day
        seen = {**seen, "item": task.item}
    org = _text(wants["org"], seen, now) if wants.get("org") else case.document.handling.org_id
    due: Due | None = None
    rule = wants.get("period", "")
    if rule.startswith("="):
        rule = _text(rule[1:], seen, now)
    if rule:
        due = period_due(law, rule, trigger_of(law, rule, wants, seen, now), case.document.pauses)
    elif wants.get("until"):
        due = _set_by_people(wants, seen, now)
    return WorkItem(
        id=f"{case.id}:{task.id}",
        case_id=case.id,
        element=task.element,
        name=task.name,
        name_en=task.name_en,
        role=task.role,
        org_id=_staffed(tx, org or case.org_id, task.role),
        assignee=_text(wants["assignee"], seen, now) if wants.get("assignee") else "",
        type=case.document.claim.type,
        form=task.form,
        instructions=task.instructions,
        properties=dict(wants),
        created_at=now,
        due_at=due[0] if due else None,
        limit_at=limit_at,
        rule=due[1] if due else "",
        explanation=due[2] if due else "",
        explanation_en=due[3] if due else "",
    )


def _set_by_people(wants: Mapping[str, str], seen: Mapping[str, Any], now: datetime) -> Due | None:
    """Return the end of the day that somebody set for this step, such as the answer to an order; None without one."""
    value = near(compile_feel(wants["until"]).evaluate(seen, now=now))
    if not isinstance(value, date):
        return None
    day = legal_day(value) if isinstance(value, datetime) else value
    ends_at = datetime.combine(day + timedelta(days=1), time(), CHINA).astimezone(UTC)
    reason = wants.get("no-period", "")
    return (
        ends_at,
        "",
        f"{reason or '办理日期由本案设定'}：{day}。",
        f"{wants.get('no-period-en') or reason or 'the case sets the date'}: {day}.",
        False,
    )


def ledger_due(law: Law, ledger: CaseLedger) -> Due | None:
    """Return what the ledger of a statutory period says, as `period_due` does; None while its clock stands still."""
    state = ledger.state(law)
    if state.ends_at is None:
        return None
    zh, en = "".join(state.sentences("zh")), " ".join(state.sentences("en"))
    return (state.ends_at, ledger.rule, zh, en, state.provisional)


def _engine_timer(law: Law, case: Case, timer: OpenTimer, ledger: CaseLedger | None) -> Timer:
    due: Due | None = None
    if ledger is not None and ledger.rule:
        due = ledger_due(law, ledger)
    elif timer.rule and timer.started_on:
        due = period_due(law, timer.rule, timer.started_on, case.document.pauses)
    return Timer(
        id=f"{case.id}:{timer.id}",
        case_id=case.id,
        element=timer.element,
        name=timer.name,
        name_en=timer.name_en,
        rule=timer.rule,
        started_on=timer.started_on,
        due_at=timer.due_at,
        provisional=bool(due and due[4]),
        explanation=due[2] if due else "",
        explanation_en=due[3] if due else "",
    )


def _warning(
    item: WorkItem,
    period: WorkItem | Timer,
    kind: TimerKind,
    at: datetime,
    provisional: bool,  # noqa: FBT001 - one word of the date
) -> Timer:
    return Timer(
        id=f"{item.id}:{kind.value}",
        case_id=item.case_id,
        element=item.element,
        name=item.name,
        name_en=item.name_en,
        kind=kind,
        rule=period.rule,
        due_at=at,
        provisional=provisional,
        explanation=period.explanation,
        explanation_en=period.explanation_en,
    )


def _text(source: str, seen: Mapping[str, Any], now: datetime) -> str:
    value = compile_feel(source).evaluate(seen, now=now)
    return value if isinstance(value, str) else ""
