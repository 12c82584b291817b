"""The public check page that the QR code of a paper opens; and the list of numbers for those who oversee."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.permission import Action
from workflows.errors import UnknownPaperCheck
from workflows.usecases.check_paper import check_paper
from workflows.usecases.list_numbers import list_numbers
from workflows.web.doors import PageDoor
from workflows.web.identity import Machine, Me
from workflows.web.lanes import Aside
from workflows.web.pages.page import show
from workflows.web.whole_number import whole_number

router = APIRouter(include_in_schema=False, route_class=Aside)


@router.get("/check/{number:path}/{code}", dependencies=[Depends(PageDoor(Action.KNOCK))])
def check(request: Request, machine: Machine, number: str, code: str) -> Response:
    """Say whether a paper with this number and code was made here."""
    try:
        found = check_paper(machine, number, code)
    except UnknownPaperCheck:
        return show(request, "check.html", status=404, found=None, number=number[:100], code=code[:40])
    return show(request, "check.html", found=found, number=number, code=code)


@router.get("/numbers", dependencies=[Depends(PageDoor(Action.READ_NUMBERS))])
def numbers(request: Request, machine: Machine, me: Me, year: str = "") -> Response:
    """Show the numbers given, series by series; of all years where none is asked for."""
    wanted = whole_number(year) or 0
    return show(request, "numbers.html", series=list_numbers(machine, me, year=wanted), year=wanted)
