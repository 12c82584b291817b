"""Hand in a form: submit it for those whose step it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.usecases.access import own_item
from workflows.usecases.app import App
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
    with app.store.read() as tx:
        own_item(tx, actor, item_id)
    return submit_form(app, actor, item_id, answers, key=key)
