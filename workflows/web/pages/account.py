"""One's own account: language, password, second factor, open logins, what was typed when a login ended."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.documents.qr import enrolment
from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import InvalidInput, Refused
from workflows.usecases.app import App
from workflows.usecases.identity.own_account import (
    change_password,
    choose_language,
    end_login,
    show_own_account,
    sign_out_everywhere,
)
from workflows.usecases.identity.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    stop_second_factor,
)
from workflows.usecases.identity.typed import show_typed
from workflows.usecases.save_draft import save_draft
from workflows.usecases.show_task import show_task
from workflows.usecases.sign_in import IDLE
from workflows.usecases.sign_in_by_provider import unlink_own_identities
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.form_reading import read_answers
from workflows.web.identity import LANGUAGE, Machine, Me, caller_of, language_of, set_cookie, ticket_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.typed import answers_of, page_of, task_of

router = APIRouter(include_in_schema=False, route_class=Aside)
OWN = [Depends(PageDoor(Action.USE_ACCOUNT))]
DONE = ("password", "language", "stopped", "ended", "linked", "unlinked")
OWED = ("password-owed", "second-factor-owed")


@router.get("/account", dependencies=OWN)
def account(request: Request, machine: Machine, me: Me, done: str = "", owes: str = "") -> Response:
    """Show the account of the one who asks."""
    return _page(request, machine, me, done=done if done in DONE else "", owes=owes if owes in OWED else "")


@router.post("/account/language", dependencies=OWN)
def language(machine: Machine, me: Me, sent: Sent) -> Response:
    """Keep the language for the account and this browser."""
    wanted = str(sent.get("language") or "")
    choose_language(machine, me, wanted)
    answer = go("/account?done=language")
    set_cookie(answer, machine, LANGUAGE, wanted, keep=True)
    return answer


@router.post("/account/password", dependencies=OWN)
def password(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Set a new password."""
    current, new = str(sent.get("current") or ""), str(sent.get("new") or "")
    try:
        if new != sent.get("again"):
            raise InvalidInput(
                "The two new passwords differ; type the same one twice.",
                zh="两次输入的新密码不一致；请重新输入。",
            )
        change_password(machine, me, current, new, token=_token(request), network=caller_of(request).network)
    except Refused as refused:
        return _page(request, machine, me, problem=refused, at="password")
    return go("/account?done=password")


@router.post("/account/code/begin", dependencies=OWN)
def begin_code(request: Request, machine: Machine, me: Me) -> Response:
    """Show the QR code and the secret to be put into an app."""
    return _code_page(request, machine, me)


@router.post("/account/code/confirm", dependencies=OWN)
def confirm_code(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Take the first code, and show the recovery codes this once."""
    try:
        codes = confirm_second_factor(machine, me, str(sent.get("code") or ""))
    except Refused as refused:
        if refused.status == 401:
            return _code_page(request, machine, me, problem=in_words(refused, language_of(request)))
        raise
    return show(request, "account_codes.html", codes=codes)


@router.post("/account/code/stop", dependencies=OWN)
def stop_code(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Stop asking for a code."""
    try:
        stop_second_factor(machine, me, str(sent.get("current") or ""))
    except Refused as refused:
        return _page(request, machine, me, problem=refused, at="code")
    return go("/account?done=stopped")


@router.post("/account/logins/end", dependencies=OWN)
def end_one(machine: Machine, me: Me, sent: Sent) -> Response:
    """End one of the open logins."""
    end_login(machine, me, str(sent.get("login") or ""))
    return go("/account?done=ended")


@router.post("/account/logins/end-all", dependencies=OWN)
def end_all(request: Request, machine: Machine, me: Me) -> Response:
    """End all open logins but this one."""
    sign_out_everywhere(machine, me, but=_token(request))
    return go("/account?done=ended")


@router.post("/account/unlink", dependencies=OWN)
def unlink(machine: Machine, me: Me) -> Response:
    """Forget the link to the identity provider."""
    unlink_own_identities(machine, me)
    return go("/account?done=unlinked")


@router.get("/typed/{word}", dependencies=OWN)
def typed(request: Request, machine: Machine, me: Me, word: str) -> Response:
    """Lead back to the page on which something was typed when the login ended; a task's form becomes its draft."""
    held = show_typed(machine, me, word)
    item_id = task_of(held)
    if item_id:
        view = show_task(machine, me, item_id)
        save_draft(machine, me, item_id, read_answers(view.form.schema, answers_of(held)))
        return go(f"/tasks/{item_id}")
    return go(f"{page_of(request, held.address)}?typed={word}")


def _page(
    request: Request,
    machine: App,
    me: Actor,
    *,
    problem: Refused | None = None,
    at: str = "",
    done: str = "",
    owes: str = "",
) -> Response:
    return show(
        request,
        "account.html",
        status=422 if problem else 200,
        own=show_own_account(machine, me, token=_token(request), idle=IDLE),
        problem=in_words(problem, language_of(request)) if problem else "",
        at=at,
        done=done,
        owes=owes,
        provider=machine.settings.oidc_name or machine.settings.oidc_issuer,
    )


def _code_page(request: Request, machine: App, me: Actor, *, problem: str = "") -> Response:
    begun = begin_second_factor(machine, me)
    return show(
        request,
        "account_code.html",
        status=422 if problem else 200,
        secret=begun.secret,
        picture=enrolment(begun.address),
        problem=problem,
    )


def _token(request: Request) -> str:
    ticket = ticket_of(request)
    return ticket.token if ticket else ""
