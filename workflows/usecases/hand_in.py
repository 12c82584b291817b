"""Hand in a form: submit it for those whose step it is, its days looked at, with the names of what was picked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.count_pauses import count_pauses
from workflows.usecases.day_limits import must_keep_limits
from workflows.usecases.find_form import find_form
from workflows.usecases.pick import picked_of, with_names
from workflows.usecases.submit_form import submit_form


def hand_in(app: App, actor: Actor, item_id: str, answers: Mapping[str, Any], *, key: str = "") -> Case:
    """Return the case after the step; the same key again gives the same answer.

    Raises:
        UnknownTask: there is no such work item, or it is not theirs to see.
        NotAllowed: the step belongs to somebody else.
        TaskAlreadyDone: somebody else did it; `where` says who and when.
        InvalidForm: an answer cannot be accepted.
        StepFailed: the engine could not go on; an incident was opened.
    """

    def admit(tx: Tx, item: WorkItem, case: Case) -> Mapping[str, Any]:
        if not item.form:
            return answers
        form = find_form(app, tx, case, item.form)
        if item.status is WorkStatus.OPEN:
            must_keep_limits(form, case.document, answers, app.clock.now())
        return with_names(form, picked_of(app.catalogue, tx, case, form, answers), answers)

    done = submit_form(app, actor, item_id, answers, key=key, admit=admit)
    if done.document.pauses:
        count_pauses(app, done.id)
    return done
