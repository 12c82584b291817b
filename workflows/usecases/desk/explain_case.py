"""Explain a case in three lines made from its diagram: what it is, why one has it, what happens if nobody acts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus
from workflows.domain.permission import BODY_ROLES, COURT_ROLES, TREE_ROLES, CaseReach
from workflows.domain.timer import Timer, TimerKind, TimerStatus
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.domain.work_light import last_day
from workflows.usecases.app import Drawn

SILENT = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"}
)
FAR = 6
"""How many unnamed elements a way may lead through before its next step is called unknown."""
MOST = 3


@dataclass(frozen=True, kw_only=True)
class Named:
    """A Chinese and an English name."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What happens by itself at an instant: the event drawn in the diagram, and the steps to which it leads."""

    event: Named
    rule: str
    due_at: datetime
    last_day: date
    leads_to: tuple[Named, ...]
    beside: Named | None = None


@dataclass(frozen=True, kw_only=True)
class Reasons:
    """The three lines. `why` is taken, stands-in, queue, sent, took-part, watches, oversees or body.

    `steps` are those that wait now; `foreseen` what the diagram does by itself, earliest first; `due` the first date
    of a step that only lights up; `no_period` why nothing limits the wait, where the diagram says so.
    """

    steps: tuple[Named, ...]
    why: str
    why_role: str
    foreseen: tuple[Foreseen, ...]
    due: date | None
    due_step: Named | None
    no_period: Named | None
    status: CaseStatus


def explain_case(
    case: Case,
    actor: Actor,
    reach: CaseReach,
    items: Sequence[WorkItem],
    timers: Sequence[Timer],
    elements: Mapping[str, Drawn],
) -> Reasons:
    """Return the three lines of *case* for *actor*."""
    waiting = [item for item in items if item.status is WorkStatus.OPEN]
    dated = min((item for item in waiting if item.due_at), key=_due, default=None)
    why, role = _why(actor, reach, waiting)
    return Reasons(
        steps=tuple({item.element: _named(item.name, item.name_en) for item in waiting}.values()),
        why=why,
        why_role=role,
        foreseen=tuple(_foreseen(timers, elements))[:MOST],
        due=last_day(dated.due_at) if dated is not None and dated.due_at else None,
        due_step=_named(dated.name, dated.name_en) if dated is not None else None,
        no_period=next(
            (_named(item.no_period, item.no_period_en) for item in waiting if item.no_period), None
        ),
        status=case.status,
    )


def _due(item: WorkItem) -> datetime:
    return item.due_at or item.created_at


def _why(actor: Actor, reach: CaseReach, waiting: Sequence[WorkItem]) -> tuple[str, str]:
    """Return why the actor has the case, the nearest reason first, and the post that gives it."""
    groups = {(post.org_id, post.role) for post in actor.posts}
    for item in waiting:
        if item.assignee == actor.account_id:
            return "taken", item.role
        if item.assignee in actor.stands_for:
            return "stands-in", item.role
    queue = next((i.role for i in waiting if not i.assignee and (i.org_id, i.role) in groups), "")
    if queue:
        return "queue", queue
    if actor.account_id in reach.people:
        return "took-part", ""
    if actor.account_id in reach.watchers:
        return "watches", ""
    return _by_post(actor)


def _by_post(actor: Actor) -> tuple[str, str]:
    for reason, roles in (
        ("oversees", TREE_ROLES),
        ("body", BODY_ROLES),
        ("sent", COURT_ROLES | {"department"}),
    ):
        role = next((post.role for post in actor.posts if post.role in roles), "")
        if role:
            return reason, role
    return "body", ""


def _foreseen(timers: Sequence[Timer], elements: Mapping[str, Drawn]) -> Iterator[Foreseen]:
    armed = [t for t in timers if t.kind is TimerKind.ENGINE and t.status is TimerStatus.ARMED]
    for timer in sorted(armed, key=lambda each: (each.due_at, each.id)):
        drawn = elements.get(timer.element)
        host = elements.get(drawn.attached_to) if drawn is not None else None
        yield Foreseen(
            event=_named(timer.name or timer.element, timer.name_en),
            rule=timer.rule,
            due_at=timer.due_at,
            last_day=last_day(timer.due_at),
            leads_to=tuple(_next_steps(drawn, elements)) if drawn is not None else (),
            beside=_named(host.name, host.name_en) if host is not None and host.name else None,
        )


def foreseen_at(element: str, timers: Sequence[Timer], elements: Mapping[str, Drawn]) -> tuple[Foreseen, ...]:
    """Return what the diagram does by itself with the step drawn at *element* where nobody does it in time."""
    attached = {each.id for each in elements.values() if each.attached_to == element}
    return tuple(_foreseen([each for each in timers if each.element in attached], elements))


def _next_steps(start: Drawn, elements: Mapping[str, Drawn]) -> Iterator[Named]:
    """Yield the named steps that the flows out of *start* reach, gateways looked through."""
    front, known = list(start.after), {start.id}
    for _ in range(FAR):
        following: list[str] = []
        for ident in front:
            drawn = elements.get(ident)
            if drawn is None or ident in known:
                continue
            known.add(ident)
            if drawn.name and drawn.kind not in SILENT:
                yield _named(drawn.name, drawn.name_en)
            else:
                following += drawn.after
        front = following


def _named(zh: str, en: str) -> Named:
    return Named(zh=zh, en=en or zh)
