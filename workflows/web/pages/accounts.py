"""Accounts for those who look after them: list, open, close, posts, one-time passwords, second factors."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Depends, Request, params
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.posts import ROLES
from workflows.errors import Refused
from workflows.usecases.app import App
from workflows.usecases.identity.accounts import (
    NewAccount,
    OneTime,
    close_account,
    create_account,
    link_identity,
    list_accounts,
    reopen_account,
    reset_password,
    reset_second_factor,
    show_account,
    unlink_identities,
)
from workflows.usecases.identity.give_post import bodies_for_posts, give_post, take_post
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.whole_number import whole_number

router = APIRouter(include_in_schema=False, route_class=Aside)
READ = [Depends(PageDoor(Action.READ_ACCOUNTS))]
MANAGE = [Depends(PageDoor(Action.MANAGE_ACCOUNTS))]
Fields = Mapping[str, str]


@router.get("/accounts", dependencies=READ)
def listed(request: Request, machine: Machine, me: Me) -> Response:
    """Show the first page of accounts."""
    return _list(request, machine, me, {})


@router.post("/accounts", dependencies=READ)
def searched(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Search and turn pages; by POST, so that names stand in no address and no log."""
    return _list(request, machine, me, {name: str(value) for name, value in sent.items()})


@router.post("/accounts/new", dependencies=MANAGE)
def create(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Open an account and show its one-time password this once."""
    given = {name: str(sent.get(name) or "") for name in ("login", "name", "name_en", "locale")}
    try:
        made = create_account(machine, me, NewAccount(**given))
    except Refused as refused:
        return _list(request, machine, me, given, problem=refused)
    return _one_time(request, made)


@router.get("/accounts/{account_id}", dependencies=READ)
def one(request: Request, machine: Machine, me: Me, account_id: str, done: str = "") -> Response:
    """Show one account."""
    return _one(request, machine, me, account_id, done=done if done in (*_VERBS, "new") else "")


@router.post("/accounts/{account_id}/password", dependencies=MANAGE)
def password(request: Request, machine: Machine, me: Me, account_id: str) -> Response:
    """Set a one-time password and show it this once."""
    try:
        return _one_time(request, reset_password(machine, me, account_id))
    except Refused as refused:
        return _refused(request, machine, me, account_id, refused)


def _close(app: App, me: Actor, account_id: str, fields: Fields) -> object:  # noqa: ARG001 - all verbs are called alike
    return close_account(app, me, account_id)


def _reopen(app: App, me: Actor, account_id: str, fields: Fields) -> object:  # noqa: ARG001
    return reopen_account(app, me, account_id)


def _reset_code(app: App, me: Actor, account_id: str, fields: Fields) -> object:  # noqa: ARG001
    reset_second_factor(app, me, account_id)
    return None


def _give(app: App, me: Actor, account_id: str, fields: Fields) -> object:
    return give_post(app, me, account_id, fields.get("org", ""), fields.get("role", ""))


def _take(app: App, me: Actor, account_id: str, fields: Fields) -> object:
    org_id, _, role = fields.get("post", "").partition("|")
    return take_post(app, me, account_id, org_id, role)


def _link(app: App, me: Actor, account_id: str, fields: Fields) -> object:
    return link_identity(app, me, account_id, fields.get("subject", ""))


def _unlink(app: App, me: Actor, account_id: str, fields: Fields) -> object:  # noqa: ARG001
    return unlink_identities(app, me, account_id)


_VERBS: Mapping[str, tuple[Action, Callable[[App, Actor, str, Fields], object]]] = {
    "close": (Action.MANAGE_ACCOUNTS, _close),
    "reopen": (Action.MANAGE_ACCOUNTS, _reopen),
    "link": (Action.MANAGE_ACCOUNTS, _link),
    "unlink": (Action.MANAGE_ACCOUNTS, _unlink),
    "code": (Action.GIVE_POSTS, _reset_code),
    "give": (Action.GIVE_POSTS, _give),
    "take": (Action.GIVE_POSTS, _take),
}


def _answer(verb: str) -> Callable[..., Response]:
    def answer(request: Request, machine: Machine, me: Me, account_id: str, sent: Sent) -> Response:
        """Do it, and show the account as it is then."""
        fields = {name: str(value) for name, value in sent.items()}
        try:
            _VERBS[verb][1](machine, me, account_id, fields)
        except Refused as refused:
            return _refused(request, machine, me, account_id, refused)
        return go(f"/accounts/{account_id}?done={verb}")

    answer.__name__ = f"account_{verb}"
    return answer


for _verb, (_action, _) in _VERBS.items():
    router.add_api_route(
        f"/accounts/{{account_id}}/{_verb}",
        _answer(_verb),
        methods=["POST"],
        dependencies=[params.Depends(PageDoor(_action))],
    )


def _list(
    request: Request, machine: App, me: Actor, given: Fields, *, problem: Refused | None = None
) -> Response:
    page = whole_number(given.get("page", "1")) or 1
    text = given.get("text", "")
    return show(
        request,
        "accounts.html",
        status=problem.status if problem else 200,
        found=list_accounts(machine, me, text=text, page=page),
        text=text,
        given=given,
        problem=in_words(problem, language_of(request)) if problem else "",
    )


def _one(
    request: Request,
    machine: App,
    me: Actor,
    account_id: str,
    *,
    problem: str = "",
    status: int = 200,
    done: str = "",
) -> Response:
    row, posts = show_account(machine, me, account_id)
    return show(
        request,
        "account_one.html",
        status=status,
        row=row,
        posts=list(zip(posts, row.posts, strict=True)),
        bodies=bodies_for_posts(machine, me),
        roles=ROLES,
        problem=problem,
        done=done,
        own=row.account.id == me.account_id,
        provider=machine.settings.oidc_issuer,
    )


def _refused(request: Request, machine: App, me: Actor, account_id: str, refused: Refused) -> Response:
    if refused.status == 404:
        raise refused
    words = in_words(refused, language_of(request))
    return _one(request, machine, me, account_id, problem=words, status=refused.status)


def _one_time(request: Request, made: OneTime) -> Response:
    return show(request, "account_password.html", made=made)
