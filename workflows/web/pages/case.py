"""The page of a case, and what can be fetched from it."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.permission import Action
from workflows.usecases.assemble_dossier import order_dossier
from workflows.usecases.copy_case import stop_watching
from workflows.usecases.read_diagram import read_diagram
from workflows.usecases.read_paper import read_paper
from workflows.usecases.show_case import show_case
from workflows.usecases.show_contact import show_contact
from workflows.web.attachment import attachment
from workflows.web.doors import PageDoor, Sent
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.case_page import show_case_page
from workflows.web.pages.page import go
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside)


@router.get("/cases/{case_id}", dependencies=[Depends(PageDoor(Action.READ_CASE))])
def case(request: Request, machine: Machine, me: Me, case_id: str, done: str = "") -> Response:
    """Show one case."""
    view = show_case(machine, me, case_id)
    key = f"case.{done}_notice"
    notice = (
        say(language_of(request), key, number=view.case.number)
        if done in ("opened", "moved", "closed", "bound", "answered", "wanted")
        else ""
    )
    return show_case_page(request, machine, me, view, notice=notice)


@router.post("/cases/{case_id}/dossier", dependencies=[Depends(PageDoor(Action.BIND_DOSSIER))])
def dossier(machine: Machine, me: Me, case_id: str) -> Response:
    """Have the dossier bound as the case stands now."""
    order_dossier(machine, me, case_id)
    return go(f"/cases/{case_id}?done=bound")


@router.post("/cases/{case_id}/contact", dependencies=[Depends(PageDoor(Action.READ_CONTACT))])
def contact(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Show one party's contact data in full; who asked and why is noted in the case."""
    view = show_contact(machine, me, case_id, str(sent.get("party") or ""), str(sent.get("reason") or ""))
    return show_case_page(request, machine, me, view)


@router.post("/cases/{case_id}/unwatch", dependencies=[Depends(PageDoor(Action.READ_CASE))])
def unwatch(machine: Machine, me: Me, case_id: str) -> Response:
    """Take the case off the list of those that were copied to me."""
    stop_watching(machine, me, case_id)
    return go("/desk/copies")


@router.get("/cases/{case_id}/diagrams/{process}", dependencies=[Depends(PageDoor(Action.READ_CASE))])
def diagram(machine: Machine, me: Me, case_id: str, process: str) -> Response:
    """Return a diagram of the version that the case runs on."""
    return Response(read_diagram(machine, me, case_id, process), media_type="application/xml")


@router.get("/cases/{case_id}/papers/{paper_id}.{kind}", dependencies=[Depends(PageDoor(Action.READ_PAPER))])
def paper(machine: Machine, me: Me, case_id: str, paper_id: str, kind: str) -> Response:
    """Return a paper to keep."""
    file = read_paper(machine, me, case_id, paper_id, kind)
    return Response(file.content, media_type=file.media_type, headers=attachment(f"{file.name}.{kind}"))
