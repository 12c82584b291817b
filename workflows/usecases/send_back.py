"""Send a case back to an earlier step of its path (退回): what was written stays, the step is done again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.domain.work_item import WorkItem
from workflows.errors import CannotMove, CannotSendBack
from workflows.store import Tx
from workflows.usecases.access import demand, own_item
from workflows.usecases.app import App
from workflows.usecases.doing import doing, reason_of, task_missing, task_of
from workflows.usecases.engine_at import around, engine_of
from workflows.usecases.submit_form import in_place_of


@dataclass(frozen=True)
class EarlierStep:
    """A step that was done before and can be done again: its element and its names."""

    element: str
    name: str
    name_en: str


def earlier_steps(app: App, actor: Actor, item_id: str) -> Sequence[EarlierStep]:
    """Return the steps to which the actor can send the case back from this task, the one done last first.

    Raises:
        UnknownTask: there is no such task, or it is not theirs to see.
        NotAllowed: it belongs to somebody else.
    """
    demand(actor, Action.SEND_BACK)
    with app.store.read() as tx:
        item = own_item(tx, actor, item_id)
        case = tx.cases.get(item.case_id)
        if case is None:
            raise task_missing(item_id)
        return [step for step in _done_before(tx, item) if _reachable(app, tx, case, item, step.element)]


def send_back(app: App, actor: Actor, item_id: str, element: str, *, reason: str, key: str = "") -> Case:
    """Return the case, now again at the earlier step *element*; parallel branches stay as they are.

    Raises:
        UnknownTask: there is no such task, or it is not theirs to see.
        NotAllowed: it belongs to somebody else.
        TaskAlreadyDone: it is not open any more.
        CannotSendBack: the step was not done before, or does not lie on the path of this task.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.SEND_BACK)
    why = reason_of(reason)
    with doing(app, actor, "send-back", item_id, element, why, key=key, element=element) as do:
        item = do.item(item_id)
        case = do.case(item.case_id)
        if do.repeated:
            return case
        if element not in {step.element for step in _done_before(do.tx, item)}:
            raise _not_there(element)
        try:
            step = do.engine(case).move(case.version, case.state, task_of(item), element, **do.around(case))
        except CannotMove as refused:
            raise _not_there(element) from refused
        data = {"from": item.element, "reason": why, **in_place_of(actor, item)}
        fact = Fact(kind="SentBack", element=element, data=data)
        do.remember(case.id)
        return do.advance(case, step, fact)


def _done_before(tx: Tx, item: WorkItem) -> list[EarlierStep]:
    found: dict[str, EarlierStep] = {}
    known = {each.element: each for each in tx.work.of_case(item.case_id, status="")}
    for entry in reversed(tx.journal.of_case(item.case_id)):
        element = entry.fact.element
        if entry.fact.kind == "FormSubmitted" and element != item.element and element in known:
            found.setdefault(element, EarlierStep(element, known[element].name, known[element].name_en))
    return list(found.values())


def _reachable(app: App, tx: Tx, case: Case, item: WorkItem, element: str) -> bool:
    try:
        engine_of(app, tx, case).move(
            case.version, case.state, task_of(item), element, **around(case, app.clock.now())
        )
    except CannotMove:
        return False
    return True


def _not_there(element: str) -> CannotSendBack:
    return CannotSendBack(zh="不能退回到这一步；请从列出的步骤中选择。", element=element)
