"""The doors of parties: the visit that a one-time code opened, in a cookie that only /p gets to see, or as a token."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPBearer
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action, may
from workflows.errors import NotAllowed, PartyNotIn
from workflows.usecases.app import App
from workflows.usecases.party.enter_by_code import Visit, who_visits
from workflows.web.doors import SAFE, PageDoor, ProgramDoor, came_from_here, can_be_kept, fits
from workflows.web.identity import app_of
from workflows.web.threads import in_thread

LINK = "hewei-party-link"
VISIT = "hewei-party"
WHERE = "/p"
VISIT_TOKEN = HTTPBearer(
    scheme_name="PartyVisit",
    auto_error=False,
    description="The token that POST /api/party/visits returns.",
)


class PartyDoor(PageDoor):
    """Lets a party in: the visit of its cookie, and on unsafe methods Origin and form token; no login of staff."""

    async def __call__(self, request: Request) -> AsyncIterator[None]:
        """Pass, or refuse with the reason.

        Raises:
            PartyNotIn: there is no visit, or it has ended.
            ForeignRequest: the form did not come from a page of this site.
        """
        visit = await in_thread(who_visits, app_of(request), request.cookies.get(VISIT, ""))
        _let_in(request, visit, self.action)
        try:
            if request.method not in SAFE:
                await came_from_here(request)
            yield
        finally:
            await request.close()


class PartyProgramDoor(ProgramDoor):
    """Lets a party's own program in: the visit that its bearer token opens; no cookie and no login of staff."""

    bearer = VISIT_TOKEN

    async def __call__(self, request: Request) -> None:
        """Pass, or refuse with the reason.

        Raises:
            PartyNotIn: there is no visit, or it has ended.
        """
        fits(request)
        bearer = await self.bearer(request)
        token = bearer.credentials if bearer else ""
        visit = await in_thread(who_visits, app_of(request), token)
        _let_in(request, visit, self.action)
        await can_be_kept(request)


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


def _let_in(request: Request, visit: Visit, action: Action) -> None:
    if not may(visit.actor, action):
        raise NotAllowed(zh="这项操作不能凭链接办理；请联系调解中心。", action=action.value)
    request.state.party = visit


def give_cookie(response: Response, app: App, name: str, value: str) -> None:
    """Give the browser a cookie for the pages of parties alone; it ends with the browser."""
    response.set_cookie(
        name, value, path=WHERE, httponly=True, samesite="lax", secure=app.settings.secure_cookies
    )


def take_cookie(response: Response, app: App, name: str) -> None:
    """Take a cookie of the pages of parties back."""
    response.delete_cookie(name, path=WHERE, httponly=True, secure=app.settings.secure_cookies)
