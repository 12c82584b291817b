"""The mediator's morning: own work and the queues, by due date."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.light import Light
from workflows.domain.permission import Action
from workflows.usecases.list_packages import list_packages
from workflows.usecases.list_work import list_work
from workflows.usecases.show_status import show_status
from workflows.web.doors import PageDoor
from workflows.web.identity import Machine, Me
from workflows.web.pages.page import show

router = APIRouter(include_in_schema=False)


@router.get("/desk", dependencies=[Depends(PageDoor(Action.USE_DESK))])
def desk(request: Request, machine: Machine, me: Me) -> Response:
    """Show what waits for this person."""
    work = list_work(machine, me)
    return show(
        request,
        "desk.html",
        work=work,
        red=work.count(Light.RED, Light.OVERDUE),
        yellow=work.count(Light.YELLOW),
        green=work.count(Light.GREEN),
    )


@router.get("/court", dependencies=[Depends(PageDoor(Action.RECEIVE_PACKAGES))])
def court(request: Request, machine: Machine, me: Me) -> Response:
    """Show the packages that wait for this person's court."""
    return show(request, "court.html", packages=list_packages(machine, me))


@router.get("/status", dependencies=[Depends(PageDoor(Action.READ_STATUS))])
def status(request: Request, machine: Machine, me: Me) -> Response:
    """Show how the machine feels and what waits to be mended."""
    return show(request, "status.html", felt=show_status(machine, me))
