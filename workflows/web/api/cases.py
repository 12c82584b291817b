"""Cases: open, search, read, fetch papers and diagrams."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, Response

from workflows.domain.permission import Action
from workflows.usecases.begin_case import begin_case
from workflows.usecases.read_diagram import read_diagram
from workflows.usecases.read_paper import KINDS, read_paper
from workflows.usecases.search_cases import search_cases
from workflows.usecases.show_case import show_case
from workflows.usecases.show_contact import show_contact
from workflows.web.api.case_models import CaseBrief, CaseOut, ContactIn, OpenCaseIn, PartyOut, SearchIn
from workflows.web.api.ground import under_api
from workflows.web.attachment import attachment
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("cases", "/cases")
FILES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": {kind: {} for kind in KINDS.values()}}
}
DIAGRAM: dict[int | str, dict[str, Any]] = {
    200: {"description": "The diagram.", "content": {"application/xml": {}}}
}


@router.post("", status_code=201, dependencies=[Depends(ProgramDoor(Action.OPEN_CASE))])
def open_one(machine: Machine, me: Me, body: OpenCaseIn, key: Key) -> CaseBrief:
    """Open a case at one of the caller's own bodies."""
    case = begin_case(machine, me, body.org_id, body.answers, procedure=body.procedure, key=key)
    return CaseBrief.model_validate(case)


@router.post("/search", dependencies=[Depends(ProgramDoor(Action.SEARCH_CASES))])
def search(machine: Machine, me: Me, body: SearchIn) -> list[CaseBrief]:
    """Return the matching cases that are the caller's to see, newest first."""
    found = search_cases(
        machine, me, text=body.text, status=body.status, limit=body.limit, offset=body.offset
    )
    return [CaseBrief.model_validate(each) for each in found]


@router.get("/{case_id}", dependencies=[Depends(ProgramDoor(Action.READ_CASE))])
def case(machine: Machine, me: Me, case_id: str) -> CaseOut:
    """Return one case: parties (masked), steps, dates with reasons, papers, history, diagrams' state."""
    return CaseOut.of(show_case(machine, me, case_id))


@router.post("/{case_id}/contact", dependencies=[Depends(ProgramDoor(Action.READ_CONTACT))])
def contact(machine: Machine, me: Me, case_id: str, body: ContactIn, key: Key) -> PartyOut:
    """Return one party with contact data in full; who asked and why is noted in the case."""
    view = show_contact(machine, me, case_id, body.party, body.reason, key=key)
    return PartyOut.model_validate(next(party for party in view.parties if party.id == body.party))


@router.get(
    "/{case_id}/diagrams/{process}",
    dependencies=[Depends(ProgramDoor(Action.READ_CASE))],
    responses=DIAGRAM,
    response_class=Response,
)
def diagram(machine: Machine, me: Me, case_id: str, process: str) -> Response:
    """Return a diagram of the version that the case runs on."""
    return Response(read_diagram(machine, me, case_id, process), media_type="application/xml")


@router.get(
    "/{case_id}/papers/{paper_id}/{kind}",
    dependencies=[Depends(ProgramDoor(Action.READ_PAPER))],
    responses=FILES,
    response_class=Response,
)
def paper(machine: Machine, me: Me, case_id: str, paper_id: str, kind: str) -> Response:
    """Return a paper as `pdf` or `docx`."""
    file = read_paper(machine, me, case_id, paper_id, kind)
    return Response(file.content, media_type=file.media_type, headers=attachment(f"{file.name}.{kind}"))
