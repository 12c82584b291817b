"""Papers beyond their files: the public check, the numbers, the dossier of a case."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Response

from workflows.domain.permission import Action
from workflows.usecases.assemble_dossier import order_dossier, show_dossier
from workflows.usecases.check_paper import check_paper
from workflows.usecases.erase_case import erase_case
from workflows.usecases.list_numbers import list_numbers
from workflows.usecases.list_retention import list_retention
from workflows.usecases.want_paper import want_paper
from workflows.web.api.case_models import PaperOut
from workflows.web.api.ground import under_api
from workflows.web.api.paper_models import (
    CheckedPaperOut,
    DossierRowOut,
    EraseIn,
    FurtherPaperIn,
    KeptFilesOut,
    NumberSeriesOut,
)
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("papers")
Year = Annotated[int, Query(ge=0, le=9999)]
Page = Annotated[int, Query(ge=1, le=1000)]


@router.get("/check/{number:path}/{code}", dependencies=[Depends(ProgramDoor(Action.KNOCK))])
def check(machine: Machine, number: str, code: str) -> CheckedPaperOut:
    """Return what was made here under this number with this check code; open to everybody."""
    return CheckedPaperOut.model_validate(check_paper(machine, number, code))


@router.get("/numbers", dependencies=[Depends(ProgramDoor(Action.READ_NUMBERS))])
def numbers(machine: Machine, me: Me, year: Year = 0) -> list[NumberSeriesOut]:
    """Return the series of numbers of the bodies that the caller oversees, all years or one."""
    return [NumberSeriesOut.of(each) for each in list_numbers(machine, me, year=year)]


@router.get("/retention", dependencies=[Depends(ProgramDoor(Action.READ_RETENTION))])
def retention(machine: Machine, me: Me, page: Page = 1) -> KeptFilesOut:
    """Return the files that need no longer be kept, one page after the other."""
    return KeptFilesOut.model_validate(list_retention(machine, me, page=page))


@router.post("/retention/erase", status_code=204, dependencies=[Depends(ProgramDoor(Action.ERASE_CASE))])
def erase(machine: Machine, me: Me, body: EraseIn, _: Key) -> Response:
    """Erase a closed case whose retention has ended, for good; 409 before, and where it was erased already."""
    erase_case(machine, me, body.number, paper=body.paper)
    return Response(status_code=204)


@router.post(
    "/cases/{case_id}/papers", status_code=201, dependencies=[Depends(ProgramDoor(Action.WANT_PAPER))]
)
def further_paper(machine: Machine, me: Me, case_id: str, body: FurtherPaperIn, key: Key) -> PaperOut:
    """Have a paper made that no step of the diagram calls for; one of the case's `further_papers`."""
    return PaperOut.model_validate(want_paper(machine, me, case_id, body.template, key=key))


@router.get("/cases/{case_id}/dossier", dependencies=[Depends(ProgramDoor(Action.BIND_DOSSIER))])
def dossier(machine: Machine, me: Me, case_id: str) -> list[DossierRowOut]:
    """Return the rows of the dossier with what the case has for each, and what is missing."""
    return [DossierRowOut.of(each) for each in show_dossier(machine, me, case_id)]


@router.post(
    "/cases/{case_id}/dossier", status_code=204, dependencies=[Depends(ProgramDoor(Action.BIND_DOSSIER))]
)
def bind(machine: Machine, me: Me, case_id: str, _: Key) -> Response:
    """Have the dossier bound; it appears among the papers of the case."""
    order_dossier(machine, me, case_id)
    return Response(status_code=204)
