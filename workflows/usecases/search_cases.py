"""Search cases by number, title or party among those that are the actor's to see."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.permission import Action
from workflows.usecases.access import demand, visible_orgs
from workflows.usecases.app import App
from workflows.usecases.tell_damage import tell_listed


def search_cases(
    app: App, actor: Actor, *, text: str = "", status: str = "", limit: int = 50, offset: int = 0
) -> Sequence[Case]:
    """Return matching cases without engine state, newest first.

    Raises:
        NotAllowed: the actor's posts have nothing to do with cases.
    """
    demand(actor, Action.SEARCH_CASES)
    with app.store.read() as tx:
        orgs = visible_orgs(tx, actor)
        if not orgs:
            return ()
        found = tx.cases.search(orgs=orgs, status=status, text=text.strip(), limit=limit, offset=offset)
    tell_listed(app, found)
    return found
