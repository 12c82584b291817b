"""Separate talks (背对背调解): the page of one case for the one mediator who wrote them."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.clock import CHINA
from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import InvalidInput, Refused
from workflows.usecases.app import App
from workflows.usecases.keep_talk import keep_talk, own_talks
from workflows.usecases.show_case import show_case
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show

router = APIRouter(include_in_schema=False, route_class=Aside)
KEEP = [Depends(PageDoor(Action.KEEP_TALK))]


@router.get("/cases/{case_id}/talks", dependencies=KEEP)
def talks(request: Request, machine: Machine, me: Me, case_id: str) -> Response:
    """Show one's own talks in this case."""
    return _page(request, machine, me, case_id)


@router.post("/cases/{case_id}/talks", dependencies=KEEP)
def keep(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Keep the notes of a talk."""
    given = {name: str(sent.get(name) or "") for name in ("party", "held_at", "notes")}
    try:
        keep_talk(
            machine,
            me,
            case_id,
            party=given["party"],
            held_at=_instant(given["held_at"]),
            notes=given["notes"],
            key=str(sent.get("key") or ""),
        )
    except Refused as refused:
        return _page(request, machine, me, case_id, given=given, problem=refused)
    return go(f"/cases/{case_id}/talks")


def _page(
    request: Request,
    machine: App,
    me: Actor,
    case_id: str,
    *,
    given: dict[str, str] | None = None,
    problem: Refused | None = None,
) -> Response:
    held = own_talks(machine, me, case_id)
    view = show_case(machine, me, case_id)
    return show(
        request,
        "talks.html",
        status=problem.status if problem else 200,
        view=view,
        talks=held,
        names={party.id: party.name for party in view.parties},
        given=given or {},
        now=f"{machine.clock.now().astimezone(CHINA):%Y-%m-%dT%H:%M}",
        problem=in_words(problem, language_of(request)) if problem else "",
    )


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=CHINA)
    except ValueError as broken:
        raise InvalidInput(
            "Give the time as 2026-01-30T09:00; correct it.", zh="时间请写成 2026-01-30T09:00 的样子。"
        ) from broken
