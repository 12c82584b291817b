"""Delegate a work item to a colleague (委派), who prepares it; it returns to its owner, who confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.domain.work_item import WorkItem
from workflows.errors import NotDelegated, WrongHolder
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import doing, must_hold, reason_of
from workflows.usecases.may_hold import heir_of
from workflows.usecases.submit_form import back_to_owner, in_place_of


def delegate_item(app: App, actor: Actor, item_id: str, to: str, *, reason: str, key: str = "") -> WorkItem:
    """Return the work item, now on the list of *to*; the actor stays its owner.

    Raises:
        UnknownTask: there is no such work item, or it is not theirs to see.
        NotAllowed: it belongs to somebody else.
        TaskAlreadyDone: it is not open any more.
        CaseNotOpen: the case is suspended.
        WrongHolder: the person cannot be given this step, or it is delegated already.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.DELEGATE)
    why = reason_of(reason)
    with doing(app, actor, "delegate", item_id, to, why, key=key) as do:
        item = do.item(item_id, own=not key)
        case = do.case(item.case_id)
        if do.repeated:
            return item
        item = do.item(item_id)
        if item.owner or to == actor.account_id:
            raise WrongHolder(zh="这项待办已经是委派的，或者委派给了本人；请转办或直接办理。", account=to)
        must_hold(do.tx, item, to)
        do.tx.work.assign(item.id, to, owner=actor.account_id)
        data = {"to": to, "reason": why, **in_place_of(actor, item)}
        do.note(case, Fact(kind="TaskDelegated", element=item.element, data=data))
        do.remember(item.id)
        return replace(item, assignee=to, owner=actor.account_id)


def return_item(
    app: App, actor: Actor, item_id: str, answers: Mapping[str, Any] | None = None, *, key: str = ""
) -> WorkItem:
    """Return the work item to its owner; *answers* become the owner's draft, to be looked through and handed in.

    An owner who has left leaves it to the queue of the step.

    Raises:
        UnknownTask: there is no such work item, or it is not theirs to see.
        NotAllowed: it belongs to somebody else.
        NotDelegated: it was not delegated to the actor.
    """
    given = dict(answers or {})
    with doing(app, actor, "return", item_id, str(given), key=key) as do:
        item = do.item(item_id, own=not key)
        case = do.case(item.case_id)
        if do.repeated:
            return item
        if not item.owner or item.assignee != actor.account_id:
            raise NotDelegated(zh="这项待办不是委派给您的，不能交回；请直接提交。", item=item_id)
        back_to_owner(do.tx, case, item, actor, given, do.now)
        do.remember(item.id)
        return replace(item, assignee=heir_of(do.tx, item), owner="")
