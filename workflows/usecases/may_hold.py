"""Who can have a step: somebody at work, with a post for such steps in the same place."""

from __future__ import annotations

from workflows.domain.work_item import WorkItem
from workflows.store import Tx


def may_hold(tx: Tx, item: WorkItem, account_id: str) -> bool:
    """Return whether the account is active and has, in the place of *item*, a post for such steps."""
    account = tx.directory.account(account_id) if account_id else None
    if account is None or not account.active:
        return False
    home = tx.directory.organisation(item.org_id)
    bodies = [
        tx.directory.organisation(post.org_id)
        for post in tx.directory.posts(account_id)
        if post.role == item.role
    ]
    return any(body and home and body.pack == home.pack for body in bodies)


def heir_of(tx: Tx, item: WorkItem) -> str:
    """Return to whom a delegated step returns: its owner, or "" (its queue) where they cannot have it any more."""
    return item.owner if may_hold(tx, item, item.owner) else ""
