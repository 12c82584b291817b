"""The office that orders a paper in its own name, such as the centre that supervises, not the body that mediates."""

from __future__ import annotations

from workflows.domain.organisation import Organisation
from workflows.store import Tx

OFFICE = "office"
"""The `maker` of papers that bear the name and the numbers of whoever ordered them."""


def ordering_office(tx: Tx, maker: str, account_id: str) -> Organisation | None:
    """Return the body in which *account_id* works, who ordered a paper of this *maker*.

    None where the body that handles the case makes the paper, or a machine ordered it.
    """
    if maker != OFFICE or tx.directory.account(account_id) is None:
        return None
    return next((tx.directory.organisation(post.org_id) for post in tx.directory.posts(account_id)), None)
