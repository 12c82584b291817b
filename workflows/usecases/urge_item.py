"""Urge a work item (催办): whoever has it is told, and the case remembers."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.journal import DAMAGED, Fact
from workflows.domain.outbox import Errand
from workflows.domain.permission import Action
from workflows.domain.work_item import WorkItem
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import doing, reason_of
from workflows.usecases.fire_deadline import NOTICE


def urge_item(app: App, actor: Actor, item_id: str, *, reason: str, key: str = "") -> WorkItem:
    """Return the work item, unchanged; a notice goes to its holder, or to its queue.

    Raises:
        UnknownTask: there is no such work item, or it is not theirs to see.
        UnknownCase: the actor's posts do not urge in this case.
        TaskAlreadyDone: it is not open any more.
        CaseNotOpen: the case is suspended, so nothing is late.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.URGE)
    why = reason_of(reason)
    with doing(app, actor, "urge", item_id, why, key=key) as do:
        item = do.item(item_id, own=False)
        case = do.case(item.case_id, Action.URGE)
        if do.repeated:
            return item
        before = sum(entry.fact.kind in ("TaskUrged", DAMAGED) for entry in do.tx.journal.history(case.id))
        do.note(case, Fact(kind="TaskUrged", element=item.element, data={"item": item.id, "reason": why}))
        do.tx.outbox.put(
            Errand(
                id=f"urge:{item.id}:{before}",
                case_id=case.id,
                kind=NOTICE,
                payload={"notice": "TaskUrged", "item": item.id},
                created_at=do.now,
                run_at=do.now,
            )
        )
        do.remember(item.id)
        return item
