"""Keep a view of the work list under a name, and open it again with one click."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.work_filter import WorkFilter
from workflows.errors import ViewRefused
from workflows.usecases.access import demand
from workflows.usecases.app import App

LONGEST = 40
MOST = 30


def keep_view(app: App, actor: Actor, name: str, view: WorkFilter) -> None:
    """Keep *view*, always from its first page, under *name*; the one that had the name is replaced.

    Raises:
        ViewRefused: there is no name, it is too long, or there are too many views.
    """
    demand(actor, Action.USE_DESK)
    called = " ".join(name.split())
    with app.store.write() as tx:
        known = tx.filters.of_account(actor.account_id)
        if not 0 < len(called) <= LONGEST or (called not in known and len(known) >= MOST):
            raise ViewRefused(
                zh=f"常用筛选的名称为 1 到 {LONGEST} 个字，最多 {MOST} 个；请更正名称或先删去一个。"
            )
        tx.filters.put(actor.account_id, called, view.but().asked(), at=app.clock.now())


def drop_view(app: App, actor: Actor, name: str) -> bool:
    """Return whether the actor had a view of this name; it is forgotten."""
    demand(actor, Action.USE_DESK)
    with app.store.write() as tx:
        return tx.filters.drop(actor.account_id, name)
