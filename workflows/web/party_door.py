"""The door of parties: the visit that a one-time code opened, kept in a cookie of its own that only /p gets to see."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.permission import may
from workflows.errors import NotAllowed, PartyNotIn
from workflows.usecases.app import App
from workflows.usecases.party.enter_by_code import Visit, who_visits
from workflows.web.doors import SAFE, PageDoor, came_from_here
from workflows.web.identity import app_of

LINK = "hewei-party-link"
VISIT = "hewei-party"
WHERE = "/p"


class PartyDoor(PageDoor):
    """Lets a party in: the visit of its cookie, and on unsafe methods Origin and form token; no login of staff."""

    async def __call__(self, request: Request) -> AsyncIterator[None]:
        """Pass, or refuse with the reason.

        Raises:
            PartyNotIn: there is no visit, or it has ended.
            ForeignRequest: the form did not come from a page of this site.
        """
        visit = await run_in_threadpool(who_visits, app_of(request), request.cookies.get(VISIT, ""))
        if not may(visit.actor, self.action):
            raise NotAllowed(zh="这项操作不能凭链接办理；请联系调解中心。", action=self.action.value)
        request.state.party = visit
        try:
            if request.method not in SAFE:
                await came_from_here(request)
            yield
        finally:
            await request.close()


async def visiting(request: Request) -> Visit:
    """Return the visit that the door found.

    Raises:
        PartyNotIn: there is none.
    """
    visit = getattr(request.state, "party", None)
    if not isinstance(visit, Visit):
        raise PartyNotIn(zh="本次访问已经结束。请重新打开链接，再输入一个新的验证码。")
    return visit


async def party_asking(request: Request) -> Actor:
    """Return the party who asks."""
    return (await visiting(request)).actor


Visiting = Annotated[Visit, Depends(visiting)]
Party = Annotated[Actor, Depends(party_asking)]


def give_cookie(response: Response, app: App, name: str, value: str) -> None:
    """Give the browser a cookie for the pages of parties alone; it ends with the browser."""
    response.set_cookie(
        name, value, path=WHERE, httponly=True, samesite="lax", secure=app.settings.secure_cookies
    )


def take_cookie(response: Response, app: App, name: str) -> None:
    """Take a cookie of the pages of parties back."""
    response.delete_cookie(name, path=WHERE, httponly=True, secure=app.settings.secure_cookies)
