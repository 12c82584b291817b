"""What broke: a page for administrators, to try again, skip, move or close with a note."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import Refused
from workflows.usecases.app import App
from workflows.usecases.resolve_incident import (
    PAGE,
    count_incidents,
    list_incidents,
    move_incident,
    numbers_of,
    resolve_incident,
    retry_incidents,
    skip_incident,
)
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.whole_number import whole_number
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside)
LAST_PAGE = 1000
RESOLVE = [Depends(PageDoor(Action.RESOLVE_INCIDENTS))]


@router.get("/incidents", dependencies=RESOLVE)
def listed(request: Request, machine: Machine, me: Me, status: str = "open", page: str = "") -> Response:
    """Show incidents, newest first, a hundred a page."""
    wanted = status if status in ("open", "resolved") else "open"
    return _page(request, machine, me, wanted, [], min(whole_number(page) or 1, LAST_PAGE))


@router.post("/incidents", dependencies=RESOLVE)
def mend(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Do what was asked with those that were ticked."""
    ids = [str(each) for each in sent.getlist("id")]
    note = str(sent.get("note") or "")
    key = str(sent.get("key") or "")
    wish = str(sent.get("_action") or "")
    if not ids:
        return _again(request, machine, me, [say(language_of(request), "mend.none_ticked")])
    if wish == "retry":
        told = retry_incidents(machine, me, ids)
        words = [
            each.why if language_of(request) == "en" else each.why_zh for each in told if not each.incident
        ]
        return _again(request, machine, me, words)
    problems = []
    for each in ids:
        try:
            if wish == "skip":
                skip_incident(machine, me, each, note=note, key=f"{key}{each}")
            elif wish == "move":
                start, element = str(sent.get("start") or ""), str(sent.get("element") or "")
                move_incident(machine, me, each, start, element, note=note, key=f"{key}{each}")
            else:
                resolve_incident(machine, me, each, note=note, key=f"{key}{each}")
        except Refused as refused:
            problems.append(in_words(refused, language_of(request)))
    return _again(request, machine, me, problems)


def _again(request: Request, machine: App, me: Actor, problems: list[str]) -> Response:
    if not problems:
        return go("/incidents")
    return _page(request, machine, me, "open", problems)


def _page(
    request: Request, machine: App, me: Actor, wanted: str, problems: list[str], page: int = 1
) -> Response:
    found = list_incidents(machine, me, status=wanted, offset=(page - 1) * PAGE)
    count = count_incidents(machine, me, status=wanted)
    numbers = numbers_of(machine, me, found)
    return show(
        request,
        "incidents.html",
        found=found,
        wanted=wanted,
        problems=list(dict.fromkeys(problems)),
        numbers=numbers,
        count=count,
        page=page,
        more=count > page * PAGE,
    )
