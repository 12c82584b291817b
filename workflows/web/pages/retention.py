"""Files whose retention has ended, and erasing one of them: number by number, by a decision on paper."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import InvalidInput, Refused
from workflows.usecases.app import App
from workflows.usecases.erase_case import erase_case
from workflows.usecases.list_retention import list_retention
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.whole_number import whole_number

router = APIRouter(include_in_schema=False, route_class=Aside)
LAST_PAGE = 1000


@router.get("/retention", dependencies=[Depends(PageDoor(Action.READ_RETENTION))])
def ended(request: Request, machine: Machine, me: Me, page: str = "", erased: str = "") -> Response:
    """Show the files that need no longer be kept."""
    return _page(request, machine, me, page=page, erased=erased[:100])


@router.post("/retention/erase", dependencies=[Depends(PageDoor(Action.ERASE_CASE))])
def erase(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Erase the file whose number was written once more, by the decision that was named."""
    number, again, paper = (str(sent.get(name, "")).strip() for name in ("number", "again", "paper"))
    try:
        if again != number or not paper:
            raise InvalidInput(
                "To erase a file, write its number once more and the number of the decision.",
                zh="销毁案卷，请再写一遍案号，并写明销毁决定的文号。",
            )
        left = erase_case(machine, me, number, paper=paper)
    except Refused as refused:
        words = in_words(refused, language_of(request))
        return _page(request, machine, me, problem=words, status=refused.status)
    return go(f"/retention?erased={left.number}")


def _page(
    request: Request,
    machine: App,
    me: Actor,
    *,
    page: str = "",
    erased: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    wanted = min(whole_number(page) or 1, LAST_PAGE)
    return show(
        request,
        "retention.html",
        status=status,
        files=list_retention(machine, me, page=wanted),
        erased=erased,
        problem=problem,
    )
