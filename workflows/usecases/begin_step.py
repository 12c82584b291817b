"""Begin a step of an ad hoc subprocess, for the first time or again (自由子流程): whoever works there chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.domain.work_item import WorkItem
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App, Drawn
from workflows.usecases.doing import doing, task_of
from workflows.usecases.engine_at import around, engine_of
from workflows.usecases.submit_form import in_place_of


@dataclass(frozen=True)
class StepBeside:
    """A step that can be begun beside an open one."""

    item: WorkItem
    step: Drawn


def steps_beside(app: App, tx: Tx, case: Case, items: list[WorkItem]) -> Iterator[StepBeside]:
    """Yield what can be begun beside each of the open *items*; only ad hoc subprocesses leave a choice."""
    engine = engine_of(app, tx, case)
    elements = engine.elements(case.version)
    if not items or not any(each.kind == "adHocSubProcess" for each in elements.values()):
        return
    step = engine.look(case.version, case.state, **around(case, app.clock.now()))
    tasks = {each.id: each for each in step.tasks}
    for item in items:
        task = tasks.get(task_of(item))
        if task is None:
            continue
        for name in task.beside:
            yield StepBeside(item, elements.get(f"{task.process}/{name}", elements[name]))


def begin_step(app: App, actor: Actor, item_id: str, element: str, *, key: str = "") -> Case:
    """Return the case, in which the step *element* is open beside the task, or instead of it where one comes by one.

    Raises:
        UnknownTask: there is no such task, or it is not theirs to see.
        NotAllowed: it belongs to somebody else.
        TaskAlreadyDone: it is not open any more.
        CannotBeginStep: the step cannot be chosen there now.
    """
    demand(actor, Action.DO_TASK)
    with doing(app, actor, "begin-step", item_id, element, key=key, element=element) as do:
        item = do.item(item_id)
        case = do.case(item.case_id)
        if do.repeated:
            return case
        step = do.engine(case).begin_step(case.version, case.state, task_of(item), element, **do.around(case))
        do.remember(case.id)
        data = {"from": item.element, **in_place_of(actor, item)}
        return do.advance(case, step, Fact(kind="StepBegun", element=element, data=data))
