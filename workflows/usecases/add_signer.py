"""Add one more signer to a joint step (加签)."""

from __future__ import annotations

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import doing, reason_of, task_of


def add_signer(app: App, actor: Actor, item_id: str, who: JsonValue, *, reason: str, key: str = "") -> Case:
    """Return the case, in which *who* (an item as the diagram's collection holds them) signs beside the others.

    Raises:
        UnknownTask: there is no such task, or it is not theirs to see.
        UnknownCase: the actor's posts do not change who signs in this case.
        CannotChangeInstances: the task is not one of several.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.CHANGE_SIGNERS)
    why = reason_of(reason)
    with doing(app, actor, "add-signer", item_id, who, why, key=key) as do:
        item = do.item(item_id, own=False)
        case = do.case(item.case_id, Action.CHANGE_SIGNERS)
        if do.repeated:
            return case
        step = do.engine(case).add_instance(case.version, case.state, task_of(item), who, **do.around(case))
        do.remember(case.id)
        return do.advance(case, step, Fact(kind="SignerAdded", element=item.element, data={"reason": why}))
