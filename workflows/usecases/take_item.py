"""Take, hand over or give back a work item."""

from __future__ import annotations

from dataclasses import replace

from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.errors import TaskTaken, UnknownTask
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.submit_form import already_done, in_place_of


def take_item(app: App, actor: Actor, item_id: str) -> WorkItem:
    """Return the work item, now on the actor's own list; taking it twice changes nothing.

    Raises:
        UnknownTask: there is no such work item.
        TaskAlreadyDone: it is not open any more.
        TaskTaken: somebody else has it; `where` names who.
    """
    with app.store.write() as tx:
        item = _open(tx, item_id)
        if item.assignee and item.assignee != actor.account_id:
            holder = tx.directory.account(item.assignee)
            name = holder.name if holder else item.assignee
            raise TaskTaken(
                f"{name} is working on this task; ask them, or a supervisor to hand it over.",
                zh=f"{name} 正在办理这项待办;请与其联系,或请负责人转办。",
                holder=item.assignee,
            )
        return _assign(app, tx, actor, item, actor.account_id, "TaskTaken")


def give_back_item(app: App, actor: Actor, item_id: str) -> WorkItem:
    """Return the work item, now in the group queue again.

    Raises:
        UnknownTask: there is no such work item.
        TaskAlreadyDone: it is not open any more.
    """
    with app.store.write() as tx:
        return _assign(app, tx, actor, _open(tx, item_id), "", "TaskGivenBack")


def _open(tx: Tx, item_id: str) -> WorkItem:
    item = tx.work.get(item_id)
    if item is None:
        raise UnknownTask(zh="没有这项待办,或者不归您办;请重新查看待办列表。", item=item_id)
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
