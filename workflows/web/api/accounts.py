"""Accounts for those who look after them: find, open, close, posts, one-time passwords, second factors."""

from __future__ import annotations

from fastapi import Depends, Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.posts import ROLES
from workflows.usecases.app import App
from workflows.usecases.identity import accounts
from workflows.usecases.identity.give_post import bodies_for_posts, give_post, take_post
from workflows.web.api.account_models import (
    AccountLineOut,
    AccountOut,
    AccountPageOut,
    BodyOut,
    NewAccountIn,
    OneTimeOut,
    PostChoiceOut,
    PostIn,
    SearchAccountsIn,
    SubjectIn,
)
from workflows.web.api.ground import under_api
from workflows.web.api.models import PostOut
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("accounts")
READ = [Depends(ProgramDoor(Action.READ_ACCOUNTS))]
MANAGE = [Depends(ProgramDoor(Action.MANAGE_ACCOUNTS))]
GIVE = [Depends(ProgramDoor(Action.GIVE_POSTS))]


@router.post("/accounts/search", dependencies=READ)
def found(machine: Machine, me: Me, body: SearchAccountsIn) -> AccountPageOut:
    """Return a page of the accounts that the caller looks after, by name."""
    page = accounts.list_accounts(machine, me, text=body.text, page=body.page)
    return AccountPageOut(rows=list(map(AccountLineOut.of, page.rows)), page=page.page, more=page.more)


@router.post("/accounts", status_code=201, dependencies=MANAGE)
def create(machine: Machine, me: Me, body: NewAccountIn, _: Key) -> OneTimeOut:
    """Open an account and return its one-time password; a login name is taken once."""
    return OneTimeOut.of(accounts.create_account(machine, me, accounts.NewAccount(**body.model_dump())))


@router.get("/posts", dependencies=READ)
def choices(machine: Machine, me: Me) -> PostChoiceOut:
    """Return the roles there are, and the bodies at which the caller may give them."""
    bodies = [BodyOut.model_validate(each) for each in bodies_for_posts(machine, me)]
    return PostChoiceOut(roles=list(ROLES), bodies=bodies)


@router.get("/accounts/{account_id}", dependencies=READ)
def one(machine: Machine, me: Me, account_id: str) -> AccountOut:
    """Return one account with its posts."""
    return _account(machine, me, account_id)


@router.post("/accounts/{account_id}/password", dependencies=MANAGE)
def password(machine: Machine, me: Me, account_id: str, key: Key) -> OneTimeOut:
    """Set a one-time password, good for three days, and return it this once; the account's logins end."""
    return OneTimeOut.of(accounts.reset_password(machine, me, account_id, key=key))


@router.post("/accounts/{account_id}/close", dependencies=MANAGE)
def close(machine: Machine, me: Me, account_id: str, _: Key) -> AccountOut:
    """Close the account: nobody signs in with it; what it did stays."""
    accounts.close_account(machine, me, account_id)
    return _account(machine, me, account_id)


@router.post("/accounts/{account_id}/reopen", dependencies=MANAGE)
def reopen(machine: Machine, me: Me, account_id: str, _: Key) -> AccountOut:
    """Open the account again."""
    accounts.reopen_account(machine, me, account_id)
    return _account(machine, me, account_id)


@router.post("/accounts/{account_id}/link", dependencies=MANAGE)
def link(machine: Machine, me: Me, account_id: str, body: SubjectIn, _: Key) -> AccountOut:
    """Link the account with a person of the identity provider."""
    accounts.link_identity(machine, me, account_id, body.subject)
    return _account(machine, me, account_id)


@router.post("/accounts/{account_id}/unlink", dependencies=MANAGE)
def unlink(machine: Machine, me: Me, account_id: str, _: Key) -> AccountOut:
    """Forget the account's links with identity providers."""
    accounts.unlink_identities(machine, me, account_id)
    return _account(machine, me, account_id)


@router.post("/accounts/{account_id}/second-factor/reset", status_code=204, dependencies=GIVE)
def reset_code(machine: Machine, me: Me, account_id: str, _: Key) -> Response:
    """Forget the second factor of somebody who lost the device; their logins end."""
    accounts.reset_second_factor(machine, me, account_id)
    return Response(status_code=204)


@router.post("/accounts/{account_id}/posts", dependencies=GIVE)
def give(machine: Machine, me: Me, account_id: str, body: PostIn, _: Key) -> list[PostOut]:
    """Give the account a post; returns all that it has."""
    given = give_post(machine, me, account_id, body.org_id, body.role)
    return [PostOut.model_validate(each) for each in given]


@router.post("/accounts/{account_id}/posts/take", dependencies=GIVE)
def take(machine: Machine, me: Me, account_id: str, body: PostIn, _: Key) -> list[PostOut]:
    """Take a post from the account; returns all that it has."""
    left = take_post(machine, me, account_id, body.org_id, body.role)
    return [PostOut.model_validate(each) for each in left]


def _account(machine: App, me: Actor, account_id: str) -> AccountOut:
    row, posts = accounts.show_account(machine, me, account_id)
    held = [PostOut.model_validate(each) for each in posts]
    return AccountOut.of(row.account, posts=held, has_code=row.has_code, linked=row.linked)
