"""Signing in and out, and the language switch."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.permission import Action, may
from workflows.errors import (
    OneTimeCodeRefused,
    OneTimeCodeUsed,
    OneTimePasswordOver,
    Refused,
    SecondFactorAsked,
    SignInRefused,
    TooManyAttempts,
)
from workflows.usecases.app import App
from workflows.usecases.list_accounts import sample_accounts
from workflows.usecases.sign_in import Ticket, answer_code, sign_in, sign_out
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import (
    LANGUAGE,
    Machine,
    caller_of,
    cookie_name,
    language_of,
    set_cookie,
    ticket_of,
)
from workflows.web.lanes import Aside
from workflows.web.pages.page import PLACES, go, local_address, show
from workflows.web.words import LANGUAGES

router = APIRouter(include_in_schema=False, route_class=Aside)
KNOCK = [Depends(PageDoor(Action.KNOCK))]


@router.get("/", dependencies=KNOCK)
def home(request: Request) -> Response:
    """Send everybody to their own desk."""
    ticket = ticket_of(request)
    if ticket is None:
        return go("/sign-in")
    court_only = may(ticket.actor, Action.RECEIVE_PACKAGES) and not may(ticket.actor, Action.OPEN_CASE)
    if court_only:
        return go("/court")
    if may(ticket.actor, Action.READ_ACCOUNTS) and not may(ticket.actor, Action.SEARCH_CASES):
        return go("/accounts")
    return go(next((place.address for place in PLACES if may(ticket.actor, place.action)), "/account"))


@router.get("/sign-in", dependencies=KNOCK)
def ask(request: Request, next: str = "/") -> Response:  # noqa: A002 - the name in the address
    """Show the sign-in page."""
    if ticket_of(request) is not None:
        return go(local_address(next, "/"))
    return sign_in_page(request, next)


@router.post("/sign-in", dependencies=KNOCK)
def enter(request: Request, machine: Machine, sent: Sent) -> Response:
    """Open a login with a new id, and send the person where they wanted to go; or ask for the code first."""
    login, password = str(sent.get("login") or ""), str(sent.get("password") or "")
    caller = caller_of(request)
    try:
        ticket = sign_in(machine, login, password, network=caller.network, agent=caller.agent)
    except SecondFactorAsked as asked:
        return _code_page(request, sent.get("next"), str(asked.where["voucher"]))
    except (SignInRefused, OneTimePasswordOver, TooManyAttempts) as refused:
        words = in_words(refused, language_of(request))
        answer = sign_in_page(request, sent.get("next"), login=login, problem=words, status=refused.status)
        return _with_wait(answer, refused)
    return entered(request, machine, ticket, local_address(sent.get("next"), "/"))


@router.post("/sign-in/code", dependencies=KNOCK)
def enter_code(request: Request, machine: Machine, sent: Sent) -> Response:
    """Open a login now that the code is right too."""
    voucher = str(sent.get("voucher") or "")
    try:
        ticket = answer_code(machine, voucher, str(sent.get("code") or ""), caller_of(request))
    except (OneTimeCodeRefused, OneTimeCodeUsed, TooManyAttempts) as refused:
        words = in_words(refused, language_of(request))
        answer = _code_page(request, sent.get("next"), voucher, problem=words, status=refused.status)
        return _with_wait(answer, refused)
    return entered(request, machine, ticket, local_address(sent.get("next"), "/"))


@router.post("/sign-out", dependencies=[Depends(PageDoor(Action.KNOCK))])
def leave(request: Request, machine: Machine) -> Response:
    """End the login here and on the server."""
    ticket = ticket_of(request)
    if ticket is not None:
        sign_out(machine, ticket.token)
    answer = go("/sign-in")
    answer.delete_cookie(
        cookie_name(machine), path="/", secure=machine.settings.secure_cookies, httponly=True
    )
    return answer


@router.post("/language", dependencies=[Depends(PageDoor(Action.KNOCK))])
def switch(machine: Machine, sent: Sent) -> Response:
    """Keep the language for this browser."""
    answer = go(local_address(sent.get("next"), "/"))
    wanted = str(sent.get("language"))
    if wanted in LANGUAGES:
        set_cookie(answer, machine, LANGUAGE, wanted, keep=True)
    return answer


def entered(request: Request, machine: App, ticket: Ticket, onward: str) -> Response:
    """Return the answer that gives the browser its new login; the one that it had before ends."""
    before = ticket_of(request)
    if before is not None:
        sign_out(machine, before.token)
    answer = go(f"/account?owes={ticket.owes}-owed" if ticket.owes else onward)
    set_cookie(answer, machine, cookie_name(machine), ticket.token)
    return answer


def sign_in_page(
    request: Request, wanted: object, *, login: str = "", problem: str = "", status: int = 200
) -> Response:
    """Return the sign-in page, with what went wrong."""
    machine: App = request.app.state.machine
    onward = local_address(wanted, "/")
    return show(
        request,
        "sign_in.html",
        status=status,
        next=onward,
        login=login,
        problem=problem,
        kept=onward.startswith("/typed/"),
        provider=machine.settings.oidc_name or machine.settings.oidc_issuer,
        accounts=sample_accounts(machine),
    )


def _code_page(
    request: Request, wanted: object, voucher: str, *, problem: str = "", status: int = 200
) -> Response:
    onward = local_address(wanted, "/")
    return show(request, "sign_in_code.html", status=status, next=onward, voucher=voucher, problem=problem)


def _with_wait(answer: Response, refused: Refused) -> Response:
    if isinstance(refused, TooManyAttempts):
        answer.headers["Retry-After"] = str(refused.where["seconds"])
    return answer
