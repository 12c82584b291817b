"""What somebody held who left a post: their open steps go back to the queue, where a colleague takes them."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.domain.organisation import Account, Membership
from workflows.domain.work_item import WorkItem
from workflows.domain.work_query import MANY, WorkQuery
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.may_hold import heir_of


def free_steps(
    app: App,
    tx: Tx,
    actor: Actor,
    account: Account,
    left: Sequence[Membership],
    taken: Membership | None = None,
) -> int:
    """Return how many steps the account gives up, with the posts *left* to it, when *taken* (None: all) is gone.

    A step that was delegated returns to whoever delegated it, unless they have left, too. One handed over from another
    body stays, as long as there is a post of its role.
    """
    held = tx.work_lists.page(WorkQuery(assignees=frozenset({account.id}), limit=MANY))
    freed = [item for item in held if _lost(item, account, left, taken)]
    for item in freed:
        tx.work.assign(item.id, heir_of(tx, item))
        case = tx.cases.briefs([item.case_id]).get(item.case_id)
        fact = Fact(kind="TaskGivenBack", element=item.element, data={"for": account.id})
        rev = case.rev if case else 0
        tx.journal.append(item.case_id, rev, [fact], at=app.clock.now(), actor=actor.account_id)
    return len(freed)


def _lost(item: WorkItem, account: Account, left: Sequence[Membership], taken: Membership | None) -> bool:
    if taken is None or not account.active:
        return True
    from_here = (item.org_id, item.role) == (taken.org_id, taken.role)
    return from_here or (item.role == taken.role and all(post.role != item.role for post in left))
