"""Finding cases: words, identity numbers, filters, one page after the other."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.light import Light
from workflows.domain.permission import Action
from workflows.usecases.app import App
from workflows.usecases.find_cases import CaseWish, find_cases, narrowing
from workflows.web.doors import PageDoor, Sent
from workflows.web.identity import Machine, Me
from workflows.web.lanes import Aside
from workflows.web.pages.page import show
from workflows.web.whole_number import whole_number

router = APIRouter(include_in_schema=False, route_class=Aside)
SEARCH = [Depends(PageDoor(Action.SEARCH_CASES))]
LIGHTS = {light.value: light for light in (Light.OVERDUE, Light.RED, Light.YELLOW, Light.GREEN)}
STATUSES = ("open", "suspended", "closed")
LONGEST, LAST_PAGE = 200, 1000


@router.get("/cases", dependencies=SEARCH)
def newest(request: Request, machine: Machine, me: Me) -> Response:
    """Show the newest cases."""
    return _found(request, machine, me, CaseWish())


@router.post("/cases", dependencies=SEARCH)
def search(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Search; by POST, so that names of parties stand in no address and no log."""
    return _found(request, machine, me, wish_of(sent))


def wish_of(sent: FormData) -> CaseWish:
    """Return what was asked for; what cannot be read narrows nothing."""
    said = {name: value[:LONGEST] for name, value in sent.items() if isinstance(value, str)}
    return CaseWish(
        text=said.get("text", "").strip(),
        status=said.get("status", "") if said.get("status") in STATUSES else "",
        procedure=said.get("procedure", ""),
        body=said.get("body", ""),
        type=said.get("type", ""),
        light=LIGHTS.get(said.get("light", "")),
        since=_day(said.get("since", "")),
        until=_day(said.get("until", "")),
        oldest_first=said.get("sort") == "oldest",
        page=min(whole_number(said.get("page", "1")) or 1, LAST_PAGE),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _found(request: Request, machine: App, me: Actor, wish: CaseWish) -> Response:
    return show(
        request,
        "cases.html",
        found=find_cases(machine, me, wish),
        wish=wish,
        narrowing=narrowing(machine, me),
        lights=list(LIGHTS),
        statuses=STATUSES,
    )
