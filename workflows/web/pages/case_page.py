"""The page of one case with all its sections, and what can be written beside it: notes and arranged sittings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.clock import CHINA
from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import AppointmentRefused, Refused
from workflows.usecases.app import App
from workflows.usecases.case_view import CaseView
from workflows.usecases.desk.appoint_sitting import appoint_sitting, call_off_sitting
from workflows.usecases.desk.calendar_file import arranged_sitting, calendar_file
from workflows.usecases.desk.write_note import read_notes, write_note
from workflows.usecases.show_case import show_case
from workflows.usecases.show_contact import REASONS
from workflows.usecases.want_paper import want_paper
from workflows.web.attachment import attachment
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.whole_number import InPath

router = APIRouter(include_in_schema=False, route_class=Aside)
ICS = "text/calendar; charset=utf-8"
NOTHING: Mapping[str, str] = {}


def show_case_page(
    request: Request,
    machine: App,
    me: Actor,
    view: CaseView,
    *,
    notice: str = "",
    problems: Mapping[str, str] = NOTHING,
    given: Mapping[str, str] = NOTHING,
    status: int = 200,
) -> Response:
    """Return the page of the case; *problems* are sentences by the section that they belong to."""
    read_notes(machine, me, view.case.id, view.notes)
    return show(
        request,
        "case.html",
        status=status,
        view=view,
        notes=view.notes,
        files=view.files,
        reasons=view.reasons,
        contact_reasons=REASONS,
        notice=notice,
        problems=problems,
        given=given,
    )


@router.post("/cases/{case_id}/papers", dependencies=[Depends(PageDoor(Action.WANT_PAPER))])
def further_paper(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Have a paper made that no step calls for."""
    template, key = str(sent.get("template") or ""), str(sent.get("key") or "")
    try:
        want_paper(machine, me, case_id, template, key=key)
    except Refused as refused:
        return _again(request, machine, me, case_id, "papers", refused, {"template": template})
    return go(f"/cases/{case_id}?done=wanted")


@router.post("/cases/{case_id}/notes", dependencies=[Depends(PageDoor(Action.WRITE_NOTE))])
def keep_note(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Keep a note; one that cannot be kept stands in its field again with the reason."""
    text = str(sent.get("text") or "")
    try:
        note = write_note(machine, me, case_id, text)
    except Refused as refused:
        return _again(request, machine, me, case_id, "note", refused, {"text": text})
    return go(f"/cases/{case_id}#note-{note.id}")


@router.post("/cases/{case_id}/sittings", dependencies=[Depends(PageDoor(Action.APPOINT_SITTING))])
def arrange(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Arrange a sitting."""
    given = {name: str(sent.get(name) or "") for name in ("at", "place", "mode")}
    try:
        at = _instant(given["at"])
        appoint_sitting(
            machine, me, case_id, at, given["place"], given["mode"], key=str(sent.get("key") or "")
        )
    except Refused as refused:
        return _again(request, machine, me, case_id, "sitting", refused, given)
    return go(f"/cases/{case_id}#sittings")


@router.post(
    "/cases/{case_id}/sittings/{number}/call-off", dependencies=[Depends(PageDoor(Action.APPOINT_SITTING))]
)
def call_off(machine: Machine, me: Me, case_id: str, number: InPath, sent: Sent) -> Response:
    """Call an arranged sitting off."""
    call_off_sitting(machine, me, case_id, number, key=str(sent.get("key") or ""))
    return go(f"/cases/{case_id}#sittings")


@router.get("/cases/{case_id}/sittings/{number}.ics", dependencies=[Depends(PageDoor(Action.READ_CASE))])
def calendar(request: Request, machine: Machine, me: Me, case_id: str, number: InPath) -> Response:
    """Return the calendar file of an arranged sitting."""
    name, content = calendar_file(machine, me, case_id, number, language_of(request))
    return Response(content, media_type=ICS, headers=attachment(f"{name}.ics"))


@router.get("/cases/{case_id}/sittings/{number}/summons", dependencies=[Depends(PageDoor(Action.READ_CASE))])
def summons(request: Request, machine: Machine, me: Me, case_id: str, number: InPath) -> Response:
    """Show the letters, one a party, that call them to an arranged sitting; to be printed."""
    case, sitting, at = arranged_sitting(machine, me, case_id, number)
    view = show_case(machine, me, case_id)
    return show(
        request,
        "summons.html",
        case=case,
        sitting=sitting,
        at=at,
        org_name=view.org_name,
        org_name_en=view.org_name_en,
        parties=[party.name for party in case.document.parties if party.name],
    )


def _instant(typed: str) -> datetime:
    """Return the instant that a browser's field for day and time holds, as the clock in China shows it.

    Raises:
        AppointmentRefused: it is no instant.
    """
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=CHINA)
    except ValueError as broken:
        raise AppointmentRefused(zh="请写明日期和时间；请更正。") from broken


def _again(
    request: Request,
    machine: App,
    me: Actor,
    case_id: str,
    section: str,
    refused: Refused,
    given: Mapping[str, str],
) -> Response:
    view = show_case(machine, me, case_id)
    problems = {section: in_words(refused, language_of(request))}
    return show_case_page(request, machine, me, view, problems=problems, given=given, status=refused.status)
