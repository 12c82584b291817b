"""The cases that were copied to somebody (抄送), until they give the copy up."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.case_query import CaseQuery
from workflows.domain.permission import Action
from workflows.domain.work_query import MANY
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.find_cases import PAGE, Found, found_rows
from workflows.usecases.tell_damage import tell_listed


def copied_cases(app: App, actor: Actor, *, page: int = 1) -> Found:
    """Return a page of the cases copied to the actor: those that run first, closed ones after them, newest first.

    Raises:
        NotAllowed: the actor has no desk.
    """
    demand(actor, Action.USE_DESK)
    with app.store.read() as tx:
        copied = frozenset(tx.watchers.cases_of(actor.account_id, limit=MANY))
        asked = CaseQuery(only=copied, open_first=True, limit=PAGE + 1, offset=(page - 1) * PAGE)
        found = tx.cases.find(asked) if copied else ()
        rows = found_rows(app, tx, found[:PAGE], app.clock.now())
    tell_listed(app, found[:PAGE])
    return Found(cases=rows, page=page, more=len(found) > PAGE)
