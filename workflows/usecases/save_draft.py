"""Save a draft: keep what was typed into a form so far, for the one who typed it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.form import as_json
from workflows.domain.work_item import WorkStatus
from workflows.errors import InvalidInput
from workflows.usecases.access import own_item
from workflows.usecases.app import App
from workflows.usecases.submit_form import already_done

LARGEST = 1_000_000


def save_draft(app: App, actor: Actor, item_id: str, answers: Mapping[str, JsonValue]) -> None:
    """Keep *answers* as they are, unchecked; submitting checks them.

    Raises:
        UnknownTask: there is no such work item, or it is not theirs to see.
        NotAllowed: the step belongs to somebody else.
        TaskAlreadyDone: it is not open any more.
        InvalidInput: it is larger than LARGEST characters.
    """
    if len(str(answers)) > LARGEST:
        raise InvalidInput(
            "This draft is too large to keep; shorten the texts.", zh="草稿内容过多，无法保存；请精简后再试。"
        )
    with app.store.write() as tx:
        item = own_item(tx, actor, item_id)
        if item.status is not WorkStatus.OPEN:
            raise already_done(tx, item)
        tx.drafts.put(item.id, actor.account_id, as_json(dict(answers)), at=app.clock.now())
