"""The page on which one chooses what one is told, by which channel and how often."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.notice import Pace
from workflows.domain.permission import Action
from workflows.errors import Refused
from workflows.usecases.notices.choose_notices import choose_notices, show_notices
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside)
CHOOSE = [Depends(PageDoor(Action.CHOOSE_NOTICES))]


@router.get("/account/notices", dependencies=CHOOSE)
def notices(request: Request, machine: Machine, me: Me, done: str = "") -> Response:
    """Show the choices."""
    return _page(request, machine, me, notice=say(language_of(request), "notices.kept") if done else "")


@router.post("/account/notices", dependencies=CHOOSE)
def choose(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Keep the choices."""
    view = show_notices(machine, me)
    addresses = {each.name: str(sent.get(f"address-{each.name}") or "") for each in view.channels}
    chosen = {
        event.event: [each.name for each in view.channels if sent.get(f"tell-{event.event}-{each.name}")]
        for event in view.events
    }
    try:
        choose_notices(machine, me, addresses, chosen, str(sent.get("pace") or ""))
    except Refused as refused:
        words = in_words(refused, language_of(request))
        return _page(request, machine, me, problem=words, status=refused.status)
    return go("/account/notices?done=kept")


def _page(
    request: Request, machine: Machine, me: Me, *, notice: str = "", problem: str = "", status: int = 200
) -> Response:
    return show(
        request,
        "notices.html",
        status=status,
        view=show_notices(machine, me),
        paces=tuple(Pace),
        notice=notice,
        problem=problem,
    )
