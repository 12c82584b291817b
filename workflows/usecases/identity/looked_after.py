"""Which accounts somebody looks after: those whose posts all lie in their part of the tree, their own never."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.organisation import Account
from workflows.domain.permission import ROLES, Action
from workflows.errors import AccountUnknown, NotOnOneself
from workflows.store import Tx
from workflows.usecases.access import demand

CHANGING = (Action.MANAGE_ACCOUNTS, Action.GIVE_POSTS)


def looked_after(tx: Tx, actor: Actor, account_id: str, action: Action) -> Account:
    """Return the account, if the actor's posts for *action* lie above all of its posts.

    Raises:
        NotAllowed: none of the actor's posts is for the action.
        AccountUnknown: there is none, or it is not the actor's to look after.
    """
    demand(actor, action)
    account = tx.directory.account(account_id)
    branches = branches_of(actor, action)
    if account is None or not (actor.system or _is_within(tx, account, branches, whole=action in CHANGING)):
        raise AccountUnknown(zh="没有这个账号，或者不归您管理；请查看账号列表。", account=account_id)
    return account


def changed(tx: Tx, actor: Actor, account_id: str, action: Action) -> Account:
    """Return the account that is to be changed, which is not the actor's own.

    Raises:
        NotAllowed: none of the actor's posts is for the action.
        AccountUnknown: there is none, or it is not the actor's to look after.
        NotOnOneself: it is the actor's own.
    """
    account = looked_after(tx, actor, account_id, action)
    if account.id == actor.account_id:
        raise NotOnOneself(zh="不能对自己的账号进行这项操作；请由另一位同岗位的同事办理。")
    return account


def branches_of(actor: Actor, action: Action) -> tuple[str, ...]:
    """Return the tree paths under which the actor looks after accounts; none for the machine's own, who see all."""
    if actor.system:
        return ()
    paths = {actor.org_paths.get(org_id, "") for org_id in actor.orgs(*ROLES[action])}
    return tuple(sorted(path for path in paths if path)) or ("/",)


def _is_within(tx: Tx, account: Account, branches: tuple[str, ...], *, whole: bool) -> bool:
    bodies = [tx.directory.organisation(post.org_id) for post in tx.directory.posts(account.id)]
    if not bodies:
        homes = {body.pack for path in branches for body in tx.directory.organisations(under=path)[:1]}
        return account.pack in homes
    inside = [body is not None and body.path.startswith(branches) for body in bodies]
    return all(inside) if whole else any(inside)
