"""Leave a signer out of a joint step (减签); the others decide."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import doing, reason_of, task_of


def remove_signer(app: App, actor: Actor, item_id: str, *, reason: str, key: str = "") -> Case:
    """Return the case without this signer's step; the joint step ends if it was the last.

    Raises:
        UnknownTask: there is no such task, or it is not theirs to see.
        UnknownCase: the actor's posts do not change who signs in this case.
        CannotChangeInstances: the task is not one of several.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.CHANGE_SIGNERS)
    why = reason_of(reason)
    with doing(app, actor, "remove-signer", item_id, why, key=key) as do:
        item = do.item(item_id, own=False)
        case = do.case(item.case_id, Action.CHANGE_SIGNERS)
        if do.repeated:
            return case
        step = do.engine(case).remove_instance(case.version, case.state, task_of(item), **do.around(case))
        data = {"item": item.id, "reason": why}
        do.remember(case.id)
        return do.advance(case, step, Fact(kind="SignerRemoved", element=item.element, data=data))
