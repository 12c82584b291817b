"""The court's desk: packages that wait for it, and those it has dealt with."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.permission import Action
from workflows.usecases.list_packages import STATES, list_dealt_with, list_packages
from workflows.web.doors import PageDoor
from workflows.web.identity import Machine, Me
from workflows.web.pages.page import show

router = APIRouter(include_in_schema=False)


@router.get("/court", dependencies=[Depends(PageDoor(Action.RECEIVE_PACKAGES))])
def court(request: Request, machine: Machine, me: Me, state: str = "waiting", page: int = 1) -> Response:
    """Show the packages of this person's court in one state, page by page."""
    wanted = state if state in STATES else "waiting"
    number = min(max(page, 1), 10_000)
    if wanted == "waiting":
        return show(request, "court.html", packages=list_packages(machine, me), state=wanted, states=STATES)
    dealt = list_dealt_with(machine, me, state=wanted, page=number)
    return show(request, "court_dealt.html", dealt=dealt, state=wanted, states=STATES, number=number)
