"""A body has somebody for a role, or it has not."""

from __future__ import annotations

from workflows.domain.organisation import Account, Membership, Organisation
from workflows.store import Store


def test_a_body_is_staffed_by_an_active_holder_of_the_role(store: Store) -> None:
    """A role counts as filled only where an account that may sign in holds it."""
    body = Organisation(id="v1", pack="p", kind="village_station", tier="village", name="示例村", path="v1/")
    with store.write() as tx:
        tx.directory.put_organisations([body])
        tx.directory.put_account(
            Account(id="a", login="a", name="甲"), [Membership(account_id="a", org_id="v1", role="mediator")]
        )
        tx.directory.put_account(
            Account(id="b", login="b", name="乙", active=False),
            [Membership(account_id="b", org_id="v1", role="supervisor")],
        )
    with store.read() as tx:
        found = {role: tx.directory.staffed("v1", role) for role in ("mediator", "supervisor", "clerk")}
    assert found == {"mediator": True, "supervisor": False, "clerk": False}
