"""Take, hand over or give back a work item."""

from __future__ import annotations

from dataclasses import replace

from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.domain.permission import Action, may
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.errors import TaskTaken
from workflows.store import Tx
from workflows.usecases.access import demand_own, reachable_item, task_reach
from workflows.usecases.app import App
from workflows.usecases.submit_form import already_done, in_place_of


def take_item(app: App, actor: Actor, item_id: str) -> WorkItem:
    """Return the work item, now on the actor's own list; taking it twice changes nothing.

    Raises:
        UnknownTask: there is no such work item, or it is not theirs to see.
        TaskAlreadyDone: it is not open any more.
        TaskTaken: somebody else has it; `where` names who.
        NotAllowed: it waits for another post.
    """
    with app.store.write() as tx:
        item = _open(tx, actor, item_id)
        if item.assignee and not may(actor, Action.DO_TASK, task_reach(item)):
            holder = tx.directory.account(item.assignee)
            name = holder.name if holder else item.assignee
            raise TaskTaken(
                f"{name} is working on this task; ask them, or a supervisor to hand it over.",
                zh=f"{name} 正在办理这项待办；请与其联系，或请负责人转办。",
                holder=item.assignee,
            )
        demand_own(tx, actor, item)
        return _assign(app, tx, actor, item, actor.account_id, "TaskTaken")


def give_back_item(app: App, actor: Actor, item_id: str) -> WorkItem:
    """Return the work item, now in the group queue again.

    Raises:
        UnknownTask: there is no such work item, or it is not theirs to see.
        TaskAlreadyDone: it is not open any more.
        NotAllowed: it belongs to another post or person.
    """
    with app.store.write() as tx:
        item = _open(tx, actor, item_id)
        demand_own(tx, actor, item)
        return _assign(app, tx, actor, item, "", "TaskGivenBack")


def _open(tx: Tx, actor: Actor, item_id: str) -> WorkItem:
    item = reachable_item(tx, actor, item_id)
    if item.status is not WorkStatus.OPEN:
        raise already_done(tx, item)
    return item


def _assign(app: App, tx: Tx, actor: Actor, item: WorkItem, assignee: str, fact: str) -> WorkItem:
    if item.assignee != assignee:
        if not tx.work.assign(item.id, assignee):
            raise already_done(tx, tx.work.get(item.id) or item)
        case = tx.cases.get(item.case_id)
        tx.journal.append(
            item.case_id,
            case.rev if case else 0,
            [Fact(kind=fact, element=item.element, data=in_place_of(actor, item))],
            at=app.clock.now(),
            actor=actor.account_id,
        )
    return replace(item, assignee=assignee)
