"""Hand a work item over to a colleague (转办): it is theirs from now on."""

from __future__ import annotations

from dataclasses import replace

from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.domain.permission import TREE_ROLES, Action, CaseReach, may
from workflows.domain.work_item import WorkItem
from workflows.errors import NotAllowed
from workflows.usecases.access import case_reach, demand, task_reach
from workflows.usecases.app import App
from workflows.usecases.doing import doing, must_hold, reason_of
from workflows.usecases.submit_form import in_place_of


def hand_over_item(app: App, actor: Actor, item_id: str, to: str, *, reason: str, key: str = "") -> WorkItem:
    """Return the work item, now on the list of the account *to*; its due date stays.

    Whoever may do the step hands it over, and the chairs, supervisors and coordinators above.

    Raises:
        UnknownTask: there is no such work item, or it is not theirs to see.
        NotAllowed: it is neither theirs nor below them.
        TaskAlreadyDone: it is not open any more.
        CaseNotOpen: the case is suspended.
        WrongHolder: the person cannot be given this step.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.HAND_OVER)
    why = reason_of(reason)
    with doing(app, actor, "hand-over", item_id, to, why, key=key) as do:
        item = do.item(item_id, own=False)
        case = do.case(item.case_id)
        if do.repeated:
            return item
        if not _may_hand_over(actor, item, case_reach(do.tx, case)):
            raise NotAllowed(zh="这项待办不归您办，也不归您管；请联系其办理人或负责人。", item=item_id)
        must_hold(do.tx, item, to)
        do.tx.work.assign(item.id, to)
        data = {"to": to, "reason": why, **in_place_of(actor, item)}
        do.note(case, Fact(kind="TaskHandedOver", element=item.element, data=data))
        do.remember(item.id)
        return replace(item, assignee=to, owner="")


def _may_hand_over(actor: Actor, item: WorkItem, case: CaseReach) -> bool:
    if may(actor, Action.DO_TASK, task_reach(item)) or item.owner == actor.account_id:
        return True
    return actor.has_role(*TREE_ROLES) and may(actor, Action.HAND_OVER, case)
