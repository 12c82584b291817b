"""The desk: the work list in every view, several steps at once, notes that mention one, absences, the board."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Path, Query, Response

from workflows.domain.permission import Action
from workflows.usecases.desk import handle_chosen as several
from workflows.usecases.desk.board import board
from workflows.usecases.desk.copied_cases import copied_cases
from workflows.usecases.desk.heat_map import heat_diagram, heat_map
from workflows.usecases.desk.keep_view import drop_view, keep_view
from workflows.usecases.desk.set_absence import end_absence, plan_absences, set_absence
from workflows.usecases.desk.work_page import work_page
from workflows.usecases.desk.write_note import list_mentions, read_notes, write_note
from workflows.usecases.show_case import show_case
from workflows.web.api.account_models import AbsenceIn, AbsenceOut, AbsencePlanOut, PersonOut
from workflows.web.api.desk_models import (
    BoardOut,
    ChosenIn,
    HandledOut,
    HeatMapOut,
    KeptOut,
    NoteOut,
    NoteTextIn,
    SeenIn,
    ViewIn,
    ViewName,
    WorkListOut,
)
from workflows.web.api.ground import under_api
from workflows.web.api.intake_models import FoundOut
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("desk")
USE_DESK = [Depends(ProgramDoor(Action.USE_DESK))]
SET_ABSENCE = [Depends(ProgramDoor(Action.SET_ABSENCE))]
SUPERVISE = [Depends(ProgramDoor(Action.SUPERVISE))]
DIAGRAM: dict[int | str, dict[str, Any]] = {
    200: {"description": "The diagram.", "content": {"application/xml": {}}}
}
Wish = Annotated[ViewIn, Query()]
Named = Annotated[ViewName, Path()]


@router.get("/work/list", dependencies=USE_DESK)
def listed(machine: Machine, me: Me, wish: Wish) -> WorkListOut:
    """Return a page of the work list: own, of one's groups, or of one's team; narrowed and in order."""
    return WorkListOut.of(work_page(machine, me, wish.view()))


@router.get("/work/copies", dependencies=USE_DESK)
def copies(machine: Machine, me: Me, page: Annotated[int, Query(ge=1, le=1000)] = 1) -> FoundOut:
    """Return the cases that were copied to the caller and not given up, open ones first."""
    return FoundOut.of(copied_cases(machine, me, page=page))


@router.put("/work/views/{name}", status_code=204, dependencies=USE_DESK)
def keep(machine: Machine, me: Me, name: Named, body: ViewIn, _: Key) -> Response:
    """Keep a view under a name, in place of the one that had it."""
    keep_view(machine, me, name, body.view())
    return Response(status_code=204)


@router.delete("/work/views/{name}", status_code=204, dependencies=USE_DESK)
def drop(machine: Machine, me: Me, name: Named, _: Key) -> Response:
    """Forget a view; one that is not there stays so."""
    drop_view(machine, me, name)
    return Response(status_code=204)


@router.post("/work/chosen", dependencies=USE_DESK)
def chosen(machine: Machine, me: Me, body: ChosenIn, key: Key, *, foresee: bool = False) -> list[HandledOut]:
    """Do one thing with several steps; each says what became of it, or with `foresee` what would."""
    wanted = several.Wanted(verb=body.verb, to=body.to, reason=body.reason, key=key)
    handle = several.foresee_chosen if foresee else several.handle_chosen
    return [HandledOut.of(each) for each in handle(machine, me, body.items, wanted)]


@router.post("/work/seen", status_code=204, dependencies=USE_DESK)
def seen(machine: Machine, me: Me, body: SeenIn, _: Key) -> Response:
    """Mark steps as read."""
    several.mark_seen(machine, me, body.items)
    return Response(status_code=204)


@router.get("/work/colleagues", dependencies=USE_DESK)
def people(machine: Machine, me: Me) -> list[PersonOut]:
    """Return whom the caller can hand steps to or give copies."""
    return [PersonOut.model_validate(each) for each in several.colleagues(machine, me)]


@router.get("/work/mentions", dependencies=USE_DESK)
def mentions(machine: Machine, me: Me, page: Annotated[int, Query(ge=1, le=1000)] = 1) -> list[NoteOut]:
    """Return the notes that mention the caller, unread ones first."""
    return [NoteOut.of(each) for each in list_mentions(machine, me, page=page)]


@router.get("/cases/{case_id}/notes", dependencies=[Depends(ProgramDoor(Action.READ_CASE))])
def notes(machine: Machine, me: Me, case_id: str) -> list[NoteOut]:
    """Return the notes beside a case, oldest first; those that mention the caller are read from now on."""
    lines = show_case(machine, me, case_id).notes
    read_notes(machine, me, case_id, lines)
    return [NoteOut.of(each) for each in lines]


@router.post(
    "/cases/{case_id}/notes", status_code=201, dependencies=[Depends(ProgramDoor(Action.WRITE_NOTE))]
)
def write(machine: Machine, me: Me, case_id: str, body: NoteTextIn, key: Key) -> KeptOut:
    """Write a note beside a case."""
    return KeptOut.model_validate(write_note(machine, me, case_id, body.text, key=key))


@router.get("/absences", dependencies=SET_ABSENCE)
def absences(machine: Machine, me: Me) -> AbsencePlanOut:
    """Return the absences that the caller looks after."""
    return AbsencePlanOut.model_validate(plan_absences(machine, me))


@router.post("/absences", status_code=201, dependencies=SET_ABSENCE)
def put(machine: Machine, me: Me, body: AbsenceIn, key: Key) -> AbsenceOut:
    """Set an absence, one's own or that of somebody below."""
    who = body.account or me.account_id
    made = set_absence(machine, me, who, body.substitute, body.since, body.until, key=key)
    return AbsenceOut.model_validate(made)


@router.post("/absences/{absence_id}/end", dependencies=SET_ABSENCE)
def end(machine: Machine, me: Me, absence_id: str, _: Key) -> AbsenceOut:
    """End an absence now; one that is over stays as it was."""
    return AbsenceOut.model_validate(end_absence(machine, me, absence_id))


@router.get("/board", dependencies=SUPERVISE)
def seen_from_above(machine: Machine, me: Me, by: str = "place") -> BoardOut:
    """Return open work below the caller by tier, place or type: lights, loads, orders, service levels."""
    return BoardOut.model_validate(board(machine, me, by))


@router.get("/board/procedures/{procedure}", dependencies=SUPERVISE)
def heat(machine: Machine, me: Me, procedure: str) -> HeatMapOut:
    """Return where work gathers in a procedure."""
    return HeatMapOut.of(heat_map(machine, me, procedure))


@router.get(
    "/board/procedures/{procedure}/diagrams/{process}",
    dependencies=SUPERVISE,
    responses=DIAGRAM,
    response_class=Response,
)
def diagram(machine: Machine, me: Me, procedure: str, process: str) -> Response:
    """Return a diagram of the newest version."""
    return Response(heat_diagram(machine, me, procedure, process), media_type="application/xml")
