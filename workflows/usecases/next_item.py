"""The next step of a case for the one who has just done one."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.permission import Action, may
from workflows.domain.work_item import WorkItem
from workflows.usecases.access import task_reach
from workflows.usecases.app import App


def next_item(app: App, actor: Actor, case_id: str) -> WorkItem | None:
    """Return the oldest open step of the case that the actor may do, or None."""
    with app.store.read() as tx:
        items = tx.work.of_case(case_id)
    return next((item for item in items if may(actor, Action.DO_TASK, task_reach(item))), None)
