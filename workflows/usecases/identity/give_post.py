"""Give and take posts: what an account may do follows from them alone."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.domain.actor import Actor
from workflows.domain.organisation import Membership, Organisation
from workflows.domain.permission import Action
from workflows.domain.posts import ROLES, clash
from workflows.errors import PostsExclude, UnknownOrganisation, UnknownRole
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.identity.free_steps import free_steps
from workflows.usecases.identity.looked_after import branches_of, changed
from workflows.usecases.identity.second_factor import note

NAMES = {"admin": "系统管理员", "auditor": "审计员", "security": "安全员"}


def bodies_for_posts(app: App, actor: Actor) -> Sequence[Organisation]:
    """Return the bodies in which the actor may give posts, by their place in the tree."""
    demand(actor, Action.READ_ACCOUNTS)
    branches = branches_of(actor, Action.READ_ACCOUNTS)
    with app.store.read() as tx:
        listed = [body for path in (branches or ("",)) for body in tx.directory.organisations(under=path)]
    return sorted({body.id: body for body in listed}.values(), key=lambda body: body.path)


def give_post(app: App, actor: Actor, account_id: str, org_id: str, role: str) -> Sequence[Membership]:
    """Return the posts of the account with one more.

    Raises:
        AccountUnknown: there is no such account, or it is not the actor's to look after.
        NotOnOneself: it is the actor's own.
        UnknownRole: there is no such role.
        UnknownOrganisation: there is no such body, or it is not in the actor's part of the tree.
        PostsExclude: administrator, auditor and security officer are three people.
    """
    if role not in ROLES:
        raise UnknownRole(zh="没有这种岗位；请从列表中选择。", role=role)
    with app.store.write() as tx:
        account = changed(tx, actor, account_id, Action.GIVE_POSTS)
        _body_in_reach(tx, actor, org_id)
        post = Membership(account_id=account.id, org_id=org_id, role=role)
        posts = [*tx.directory.posts(account.id), post]
        must_go_together(posts)
        tx.directory.put_account(account, posts)
        _tell_post(app, tx, actor, post, "PostGiven")
        return tx.directory.posts(account.id)


def take_post(app: App, actor: Actor, account_id: str, org_id: str, role: str) -> Sequence[Membership]:
    """Return the posts of the account with one less; what it held by that post goes back to the queue.

    Raises:
        AccountUnknown: there is no such account, or it is not the actor's to look after.
        NotOnOneself: it is the actor's own.
        UnknownOrganisation: the body is not in the actor's part of the tree.
    """
    with app.store.write() as tx:
        account = changed(tx, actor, account_id, Action.GIVE_POSTS)
        _body_in_reach(tx, actor, org_id)
        post = Membership(account_id=account.id, org_id=org_id, role=role)
        left = [each for each in tx.directory.posts(account.id) if each != post]
        tx.directory.put_account(account, left)
        free_steps(app, tx, actor, account, left, post)
        _tell_post(app, tx, actor, post, "PostTaken")
        return left


def must_go_together(posts: Sequence[Membership]) -> None:
    """Let posts pass that one person may hold.

    Raises:
        PostsExclude: two of administrator, auditor and security officer are among them.
    """
    pair = clash(posts)
    if pair is not None:
        raise PostsExclude(
            f"{pair[0]} and {pair[1]} are two people; take one post away before you give the other.",
            zh=f"{NAMES[pair[0]]}与{NAMES[pair[1]]}必须由不同的人担任；请先撤销其中一个岗位。",
            one=pair[0],
            other=pair[1],
        )


def _body_in_reach(tx: Tx, actor: Actor, org_id: str) -> None:
    body = tx.directory.organisation(org_id)
    reach = branches_of(actor, Action.GIVE_POSTS)
    if body is None or not (actor.system or body.path.startswith(reach)):
        raise UnknownOrganisation(zh="没有这个机构，或者不在您管理的范围内。", organisation=org_id)


def _tell_post(app: App, tx: Tx, actor: Actor, post: Membership, kind: str) -> None:
    at, by = app.clock.now(), actor.account_id
    note(tx, post.account_id, kind, at=at, by=by, org=post.org_id, role=post.role)
