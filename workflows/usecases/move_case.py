"""Move a case to another step: when it is stuck, or when its path was wrong."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import Doing, doing, reason_of


def move_case(
    app: App, actor: Actor, case_id: str, start: str, element: str, *, reason: str, key: str = ""
) -> Case:
    """Return the case, now at *element* instead of at *start* (an element where it stands, or a task's id).

    Raises:
        NotAllowed: the actor is neither coordinator nor administrator.
        UnknownCase: there is no such case, or it does not lie below the coordinator.
        CannotMove: the element is no step of the same path.
        TaskNotOpen: the case does not stand at *start*.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.MOVE_CASE)
    why = reason_of(reason)
    with doing(app, actor, "move-case", case_id, start, element, why, key=key, element=element) as do:
        case = do.case(case_id, Action.MOVE_CASE)
        if do.repeated:
            return case
        do.remember(case.id)
        return moved(do, case, start, element, why)


def moved(do: Doing, case: Case, start: str, element: str, reason: str) -> Case:
    """Return the case after the move, in the open transaction."""
    step = do.engine(case).move(case.version, case.state, start, element, **do.around(case))
    fact = Fact(kind="CaseMoved", element=element, data={"from": start, "reason": reason})
    return do.advance(case, step, fact)
