"""The cast of a scenario: who does a step, and which step is meant."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.organisation import Membership
from workflows.domain.work_item import WorkItem
from workflows.errors import UnreadableScenario
from workflows.store import Tx
from workflows.testing.desk_words import role_of
from workflows.usecases.app import App
from workflows.usecases.sign_in import actor_of


def find_item(tx: Tx, case: Case, what: str) -> WorkItem:
    """Return the open step of this element, form or name.

    Raises:
        UnreadableScenario: no such step is open.
    """
    items = tx.work.of_case(case.id)
    for item in items:
        if what in (item.element, item.form, item.name):
            return item
    waiting = ", ".join(f"{each.name} ({each.element}, {each.role})" for each in items) or "-"
    raise UnreadableScenario(
        f"Expected the task {what!r} to be open, but open are: {waiting}.",
        zh=f"应有待办 {what!r}，但现有待办是：{waiting}。",
    )


def actor_for(app: App, pack: str, who: str, org_id: str) -> Actor:
    """Return the account with this login, or someone with this role in the body (else in any body of the pack)."""
    with app.store.read() as tx:
        account = tx.directory.account(f"{pack}:{who}") or tx.directory.account_by_login(who)
        if account is None:
            holders = tx.directory.accounts(org_id=org_id, role=role_of(who))
            account = holders[0] if holders else None
        if account is not None:
            return actor_of(tx, account)
        body = tx.directory.organisation(org_id)
    post = Membership(account_id=f"{pack}:{who}", org_id=org_id, role=role_of(who))
    paths = {org_id: body.path} if body is not None else {}
    return Actor(account_id=post.account_id, name=f"{who}(示例)", posts=(post,), org_paths=paths)
