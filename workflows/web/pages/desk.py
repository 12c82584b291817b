"""The mediator's morning: the work list in every view, what is done with several lines, notes that mention one."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.work_filter import COLUMNS, LIGHTS, WorkFilter, read_filter
from workflows.errors import Refused
from workflows.usecases.app import App
from workflows.usecases.desk.copied_cases import copied_cases
from workflows.usecases.desk.handle_chosen import (
    VERBS,
    Handled,
    Load,
    Wanted,
    chosen,
    colleagues,
    foresee_chosen,
    handle_chosen,
    load_after,
    mark_seen,
)
from workflows.usecases.desk.keep_view import drop_view, keep_view
from workflows.usecases.desk.work_page import scopes_of, work_page
from workflows.usecases.desk.write_note import PAGE as NOTES
from workflows.usecases.desk.write_note import list_mentions
from workflows.usecases.show_status import show_status
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, local_address, show

router = APIRouter(include_in_schema=False, route_class=Aside)
USE_DESK = [Depends(PageDoor(Action.USE_DESK))]
ASKS: Mapping[str, tuple[str, ...]] = {
    "hand-over": ("to", "reason"),
    "urge": ("reason",),
    "copy": ("to",),
    "take": (),
}
"""What each verb asks before it tells its consequences."""


def address_of(view: WorkFilter, **changes: object) -> str:
    """Return the address of a view of the work list, with *changes*."""
    asked = (view.but(**changes) if changes else view).asked()
    return f"/desk?{urlencode(asked)}" if asked else "/desk"


def tabs_of(me: Actor, view: WorkFilter) -> Mapping[str, str]:
    """Return the addresses of this person's lists by name; those of steps keep what *view* narrows."""
    return {scope: address_of(view, scope=scope) for scope in scopes_of(me)} | {"copies": "/desk/copies"}


@router.get("/desk", dependencies=USE_DESK)
def desk(request: Request, machine: Machine, me: Me) -> Response:
    """Show the work list as the address asks for it."""
    return _list(request, machine, me, read_filter(request.query_params))


@router.post("/desk/views", dependencies=USE_DESK)
def keep(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Keep the view that is shown under a name, or forget one."""
    view = read_filter({name: str(value) for name, value in sent.items()})
    if sent.get("_action") == "drop":
        drop_view(machine, me, str(sent.get("name") or ""))
        return go(address_of(view))
    try:
        keep_view(machine, me, str(sent.get("name") or ""), view)
    except Refused as refused:
        return _list(request, machine, me, view, problem=refused)
    return go(address_of(view))


@router.post("/desk/chosen", dependencies=USE_DESK)
def with_chosen(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Mark the ticked lines as read; ask what a verb needs, tell its consequences, do it."""
    verb, step = str(sent.get("verb") or ""), str(sent.get("_action") or "")
    back = local_address(sent.get("back"), "/desk")
    items = [str(each) for each in sent.getlist("item")]
    if verb == "seen":
        mark_seen(machine, me, items)
        return go(back)
    try:
        if step == "confirm":
            return _done(request, machine, me, items, _wanted(sent), back)
        if step == "foresee" or not ASKS.get(verb, ("",)):
            told = foresee_chosen(machine, me, items, _wanted(sent))
            load = load_after(machine, me, str(sent.get("to") or ""), told) if verb == "hand-over" else None
            return _chosen(request, machine, me, told, sent, back, step="confirm", load=load)
        return _chosen(request, machine, me, chosen(machine, me, items), sent, back, step="foresee")
    except Refused as refused:
        return _list(request, machine, me, WorkFilter(), problem=refused)


@router.get("/desk/copies", dependencies=USE_DESK)
def copies(request: Request, machine: Machine, me: Me, page: int = 1) -> Response:
    """Show the cases that were copied to this person."""
    found = copied_cases(machine, me, page=min(max(page, 1), 1000))
    return show(request, "copies.html", found=found, tabs=tabs_of(me, WorkFilter()))


@router.get("/desk/mentions", dependencies=USE_DESK)
def mentions(request: Request, machine: Machine, me: Me, page: int = 1) -> Response:
    """Show the notes that mention this person."""
    number = min(max(page, 1), 1000)
    found = list_mentions(machine, me, page=number)
    return show(request, "mentions.html", found=found, number=number, full=len(found) >= NOTES)


@router.get("/status", dependencies=[Depends(PageDoor(Action.READ_STATUS))])
def status(request: Request, machine: Machine, me: Me) -> Response:
    """Show how the machine feels and what waits to be mended."""
    return show(request, "status.html", felt=show_status(machine, me))


def _wanted(sent: FormData) -> Wanted:
    verb, to, reason, key = (str(sent.get(name) or "") for name in ("verb", "to", "reason", "key"))
    return Wanted(verb=verb, to=to, reason=reason, key=key)


def _done(request: Request, machine: App, me: Actor, items: list[str], wanted: Wanted, back: str) -> Response:
    told = handle_chosen(machine, me, items, wanted)
    refused = [line for line in told if line.refused is not None]
    if not refused:
        return go(back)
    return show(
        request, "chosen_done.html", refused=_why(request, refused), done=len(told) - len(refused), back=back
    )


def _chosen(
    request: Request,
    machine: App,
    me: Actor,
    told: list[Handled],
    sent: FormData,
    back: str,
    *,
    step: str,
    load: Load | None = None,
) -> Response:
    verb = str(sent.get("verb") or "")
    asks = ASKS.get(verb, ())
    return show(
        request,
        "chosen.html",
        told=told,
        why=dict(_why(request, told)),
        verb=verb,
        asks=asks,
        given={name: str(sent.get(name) or "") for name in ("to", "reason")},
        people=colleagues(machine, me) if "to" in asks else [],
        back=back,
        step=step,
        load=load,
    )


def _why(request: Request, told: list[Handled]) -> list[tuple[str, str]]:
    language = language_of(request)
    return [(line.item.id, in_words(line.refused, language)) for line in told if line.refused is not None]


def _list(
    request: Request, machine: App, me: Actor, view: WorkFilter, *, problem: Refused | None = None
) -> Response:
    page = work_page(machine, me, view)
    return show(
        request,
        "desk.html",
        status=problem.status if problem else 200,
        page=page,
        view=page.view,
        to=address_of,
        tabs=tabs_of(me, page.view),
        columns=COLUMNS,
        lights=LIGHTS,
        verbs=list(VERBS),
        problem=in_words(problem, language_of(request)) if problem else "",
    )
