"""List work: what waits for a person, their own and their groups', by due date with its light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.light import Light
from workflows.domain.permission import Action
from workflows.domain.work_item import WorkItem
from workflows.domain.work_light import days_left, last_day, work_light
from workflows.domain.work_query import WorkQuery
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.tell_damage import tell_listed

PAGE = 100


@dataclass(frozen=True, kw_only=True)
class WorkRow:
    """One line of a work list."""

    item: WorkItem
    case_id: str
    number: str
    title: str
    sample: bool
    light: Light | None
    last_day: date | None
    days_left: int | None
    damaged: bool = False


@dataclass(frozen=True, kw_only=True)
class WorkList:
    """What the actor took or does in the place of somebody absent, and what waits in the queues of their posts."""

    own: tuple[WorkRow, ...]
    group: tuple[WorkRow, ...]

    def count(self, *lights: Light) -> int:
        """Return how many lines of both lists show one of these lights."""
        return sum(row.light in lights for row in (*self.own, *self.group))


def list_work(app: App, actor: Actor, *, roles: frozenset[str] = frozenset()) -> WorkList:
    """Return the actor's open work, at most 100 lines of each list; *roles* narrows the queues to these posts.

    Raises:
        NotAllowed: the actor has no desk.
    """
    demand(actor, Action.USE_DESK)
    now = app.clock.now()
    people = frozenset({actor.account_id, *actor.stands_for})
    groups = frozenset((p.org_id, p.role) for p in actor.posts if not roles or p.role in roles)
    with app.store.read() as tx:
        own = tx.work_lists.page(WorkQuery(assignees=people, limit=PAGE))
        group = tx.work_lists.page(WorkQuery(groups=groups, limit=PAGE)) if groups else ()
        cases = tx.cases.briefs({item.case_id for item in (*own, *group)})
        rows = [_row(app, item, cases.get(item.case_id), now) for item in (*own, *group)]
    tell_listed(app, cases.values())
    if roles:
        rows = [row for row in rows if row.item.role in roles]
    return WorkList(
        own=tuple(row for row in rows if row.item.assignee),
        group=tuple(row for row in rows if not row.item.assignee),
    )


def _row(app: App, item: WorkItem, case: Case | None, now: datetime) -> WorkRow:
    return WorkRow(
        item=item,
        case_id=item.case_id,
        number=case.number if case else "",
        title=case.title if case else "",
        sample=case.sample if case else False,
        light=work_light(item.binds_at, now, yellow_days(app, case)),
        last_day=last_day(item.binds_at) if item.binds_at else None,
        days_left=days_left(item.binds_at, now) if item.binds_at else None,
        damaged=case.damaged if case else False,
    )


def yellow_days(app: App, case: Case | None) -> int:
    """Return how many days before the end the light of *case* turns yellow in its place."""
    return app.catalogue.pack(case.pack).yellow_days if case else 0
