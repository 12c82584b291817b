"""Who is asking: the login of a browser (cookie) or of a program (bearer token), never one by the other's way."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.errors import NotSignedIn
from workflows.usecases.app import App
from workflows.usecases.sign_in import SEEN_EVERY, Caller, Ticket, keep_login, look_at_login, who_is
from workflows.web.threads import in_thread
from workflows.web.words import chosen_language

LANGUAGE = "hewei-lang"
YEAR = 31_536_000


def app_of(request: Request) -> App:
    """Return the machine behind this request."""
    app = request.app.state.machine
    if not isinstance(app, App):
        raise TypeError("Expected the assembled App in app.state.machine; create_app puts it there.")
    return app


async def machine_of(request: Request) -> App:
    """Return the machine behind this request, without a thread of its own for so little."""
    return app_of(request)


Machine = Annotated[App, Depends(machine_of)]


def cookie_name(app: App) -> str:
    """Return the name of the login cookie; over https the prefix binds it to this host."""
    return "__Host-hewei" if app.settings.secure_cookies else "hewei-login"


def visit_name(app: App) -> str:
    """Return the name of the cookie that tells one browser from another before somebody signs in."""
    return "__Host-hewei-visit" if app.settings.secure_cookies else "hewei-visit"


def caller_of(request: Request) -> Caller:
    """Return where a request comes from."""
    network = request.client.host if request.client else "unknown"
    return Caller(network=network, agent=request.headers.get("user-agent", ""))


def set_cookie(response: Response, app: App, name: str, value: str, *, keep: bool = False) -> None:
    """Give the browser a cookie that scripts cannot read and other sites do not send along."""
    response.set_cookie(
        name,
        value,
        path="/",
        httponly=True,
        samesite="lax",
        secure=app.settings.secure_cookies,
        max_age=YEAR if keep else None,
    )


async def ticket_of_browser(request: Request) -> Ticket | None:
    """Return the login that the cookie opens, or None."""
    app = app_of(request)
    return await _known(app, request.cookies.get(cookie_name(app), ""))


async def ticket_of_program(request: Request, bearer: HTTPAuthorizationCredentials | None) -> Ticket | None:
    """Return the login that the bearer token opens, or None; cookies are not looked at."""
    return await _known(app_of(request), bearer.credentials if bearer else "")


async def _known(app: App, token: str) -> Ticket | None:
    if not token:
        return None
    try:
        if not app.store.near:
            return await in_thread(who_is, app, token)
        ticket = look_at_login(app, token)
    except NotSignedIn:
        return None
    if ticket.idle >= SEEN_EVERY:
        await in_thread(keep_login, app, token)
    return ticket


def ticket_of(request: Request) -> Ticket | None:
    """Return the login found for this request by its door, or None."""
    ticket = getattr(request.state, "ticket", None)
    return ticket if isinstance(ticket, Ticket) else None


def signed_in(request: Request) -> Actor:
    """Return the one who asks.

    Raises:
        NotSignedIn: nobody is signed in.
    """
    ticket = ticket_of(request)
    if ticket is None:
        raise NotSignedIn(zh="您还没有登录，或登录已到期；请登录后再试。已填写的内容已存为草稿。")
    return ticket.actor


async def asking(request: Request) -> Actor:
    """Return the one who asks, without a thread of its own for so little."""
    return signed_in(request)


Me = Annotated[Actor, Depends(asking)]


def language_of(request: Request) -> str:
    """Return the language of the answer: the switch, then the account, then the browser."""
    ticket = ticket_of(request)
    asked = request.cookies.get(LANGUAGE) or (ticket.account.locale if ticket else None)
    return chosen_language(asked, request.headers.get("accept-language", ""))


async def language_asked(request: Request) -> str:
    """Return the language of the answer, without a thread of its own for so little."""
    return language_of(request)


Language = Annotated[str, Depends(language_asked)]


AT_HAND: Mapping[object, Callable[[Request], Any]] = {
    machine_of: app_of,
    asking: signed_in,
    language_asked: language_of,
}
"""What a request has at hand behind its door, by the dependency that would give it."""


def form_token(request: Request) -> str:
    """Return the token that a form of this page must bring back: the login's own, or the visit's before that."""
    ticket = ticket_of(request)
    return ticket.csrf if ticket else visit_token(app_of(request), visit_of(request))


def visit_of(request: Request) -> str:
    """Return the random name of this visit, made at its first page."""
    known = request.cookies.get(visit_name(app_of(request))) or getattr(request.state, "visit", "")
    if not known:
        known = secrets.token_urlsafe(18)
    request.state.visit = known
    return str(known)


def visit_token(app: App, visit: str) -> str:
    """Return the form token of a visit that is not signed in."""
    return hmac.new(app.settings.secret(), f"visit:{visit}".encode(), hashlib.sha256).hexdigest()
