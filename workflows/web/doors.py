"""The door of every route: it names the action, lets in who may, and checks that a form came from our own page."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from fastapi.security.base import SecurityBase
from starlette.datastructures import FormData

from workflows.domain.permission import Action, may
from workflows.errors import (
    ForeignRequest,
    NotAllowed,
    NotSignedIn,
    PageOutlived,
    PasswordOwed,
    RequestTooLarge,
    SecondFactorOwed,
    UnreadableText,
)
from workflows.store.asking import asking
from workflows.usecases.sign_in import Ticket
from workflows.web.identity import form_token, ticket_of, ticket_of_browser, ticket_of_program, visit_of
from workflows.web.json_body import check_json
from workflows.web.typed import keep_for_later, keep_for_now

FREE = frozenset({Action.KNOCK, Action.USE_ACCOUNT})
"""What somebody may do who must first set a password of their own or a second factor."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_FIELDS = 10_000
MAX_PART = 6_000_000
BEARER = HTTPBearer(auto_error=False, description="The token that POST /api/sign-in returns.")


async def sent_form(request: Request) -> FormData:
    """Return the form that was sent; an empty one where there is none."""
    fits(request)
    sent = await request.form(max_fields=MAX_FIELDS, max_files=20, max_part_size=MAX_PART)
    for name, value in sent.multi_items():
        if isinstance(value, str) and not readable(value):
            raise UnreadableText(
                zh="文字中有无法保存的字符（NUL 或不完整的字符）；请删去后再提交。", field=name[:100]
            )
    return sent


def fits(request: Request) -> None:
    """Let a request pass that says no larger size than it may have.

    Raises:
        RequestTooLarge: it does.
    """
    refused = getattr(request.state, "refused", None)
    if isinstance(refused, RequestTooLarge):
        raise refused


async def can_be_kept(request: Request) -> None:
    """Let a body in JSON pass that can be kept word for word; other bodies are files.

    Raises:
        UnreadableBody, UnreadableText: it cannot.
    """
    if "json" in request.headers.get("content-type", "json").lower():
        check_json(await request.body())


def readable(text: str) -> bool:
    """Return whether *text* can be kept: no NUL and no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


Sent = Annotated[FormData, Depends(sent_form)]


class PageDoor:
    """Lets a browser in: the login of its cookie, and on unsafe methods Origin and form token."""

    def __init__(self, action: Action) -> None:
        """Name the action that the route is for."""
        self.action = action

    async def __call__(self, request: Request) -> AsyncIterator[None]:
        """Pass, or refuse with the reason; what was uploaded is put away when the answer is made.

        Raises:
            NotSignedIn: the action needs a login and there is none.
            NotAllowed: none of the person's posts is for this action.
            ForeignRequest: the form did not come from a page of this site.
        """
        request.state.ticket = await ticket_of_browser(request)
        try:
            _admit(request, self.action)
        except NotSignedIn:
            if request.method not in SAFE and not _is_foreign(request):
                request.state.typed = await keep_for_later(request, await sent_form(request))
            raise
        try:
            if request.method not in SAFE:
                await came_from_here(request)
            yield
        finally:
            await request.close()


class ProgramDoor(SecurityBase):
    """Lets a program in: the login of its bearer token; a cookie opens nothing here."""

    bearer = BEARER

    def __init__(self, action: Action) -> None:
        """Name the action that the route is for; the document of the API says which token opens it."""
        self.action = action
        self.model, self.scheme_name = self.bearer.model, self.bearer.scheme_name

    async def __call__(self, request: Request) -> None:
        """Pass, or refuse with the reason.

        Raises:
            NotSignedIn: the action needs a token and there is none that is valid.
            NotAllowed: none of the person's posts is for this action.
        """
        fits(request)
        request.state.ticket = await ticket_of_program(request, await self.bearer(request))
        _admit(request, self.action)
        await can_be_kept(request)


def _admit(request: Request, action: Action) -> None:
    ticket = request.state.ticket
    actor = ticket.actor if ticket else None
    if may(actor, action):
        who = asking()
        if who is not None:
            who.actor = actor
        _owes_nothing(ticket, action)
        return
    if actor is None:
        raise NotSignedIn(zh="您还没有登录，或登录已到期；请登录后再试。已保存的草稿还在。")
    raise NotAllowed(zh="您的岗位不能进行这项操作；请联系承担该岗位的同事或管理员。", action=action.value)


def _owes_nothing(ticket: Ticket | None, action: Action) -> None:
    if ticket is None or not ticket.owes or action in FREE:
        return
    if ticket.owes == "password":
        raise PasswordOwed(zh="您用一次性密码登录；请先在“我的账号”中设置自己的密码。")
    raise SecondFactorOwed(zh="您的岗位必须使用两步验证；请先在“我的账号”中启用。")


def _is_foreign(request: Request) -> bool:
    """Return whether a form was sent from the page of another site."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("origin", "null")
    return origin != "null" and urlsplit(origin).netloc != request.headers.get("host", "")


async def came_from_here(request: Request) -> None:
    """Pass where the form that was sent stands on a page of this site.

    Raises:
        ForeignRequest: it does not.
        PageOutlived: it stands on a page of an earlier login of the same account; what was typed is kept.
    """
    # "Referrer-Policy: no-referrer" makes browsers send "Origin: null" with our own forms, so null alone proves
    # nothing; the token decides then. A foreign origin is refused whatever token it brings.
    if _is_foreign(request):
        raise _foreign()
    visit_of(request)
    form = await sent_form(request)
    sent = request.headers.get("x-csrf-token") or form.get("csrf_token")
    if isinstance(sent, str) and hmac.compare_digest(sent.encode(), form_token(request).encode()):
        return
    ticket = ticket_of(request)
    word = await keep_for_now(request, ticket.actor, form) if ticket else ""
    if not word:
        raise _foreign()
    raise PageOutlived(zh="这个页面打开之后您重新登录过；您填写的内容已保留，请核对后再提交。", word=word)


def _foreign() -> ForeignRequest:
    return ForeignRequest(zh="这个请求不是从本站页面发出的，或页面已过期；请重新打开页面后再提交。")
