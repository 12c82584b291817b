"""Take a step from the queue of one's own post, or put it back."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.work_item import WorkItem
from workflows.usecases.access import own_item
from workflows.usecases.app import App
from workflows.usecases.take_item import give_back_item, take_item


def take_own(app: App, actor: Actor, item_id: str) -> WorkItem:
    """Return the step, now on the actor's own list.

    Raises:
        UnknownTask: there is none, or it is not theirs to see.
        NotAllowed: it belongs to another post or person.
        TaskAlreadyDone: it is not open any more.
    """
    with app.store.read() as tx:
        own_item(tx, actor, item_id)
    return take_item(app, actor, item_id)


def give_back_own(app: App, actor: Actor, item_id: str) -> WorkItem:
    """Return the step, now in the queue of its post again.

    Raises:
        UnknownTask: there is none, or it is not theirs to see.
        NotAllowed: it belongs to another post or person.
        TaskAlreadyDone: it is not open any more.
    """
    with app.store.read() as tx:
        own_item(tx, actor, item_id)
    return give_back_item(app, actor, item_id)
