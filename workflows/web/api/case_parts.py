"""What stands beside a case: attachments, sittings, separate talks, and what can be done to it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import Depends, Query, Response

from workflows.clock import CHINA
from workflows.domain.attachment import AttachmentKind
from workflows.domain.light import Light
from workflows.domain.permission import Action
from workflows.usecases.desk.appoint_sitting import appoint_sitting, call_off_sitting
from workflows.usecases.desk.calendar_file import calendar_file
from workflows.usecases.desk.offer_mending import offer_mending
from workflows.usecases.find_cases import CaseWish, find_cases, narrowing
from workflows.usecases.intake.accept_file import Upload
from workflows.usecases.intake.attach_files import attach_files
from workflows.usecases.intake.read_attachment import read_attachment
from workflows.usecases.intake.sort_attachment import sort_attachment
from workflows.usecases.keep_talk import keep_talk, own_talks
from workflows.usecases.offer_verbs import offer_verbs
from workflows.usecases.show_case import show_case
from workflows.web.api.ground import BYTES, Content, FileName, under_api
from workflows.web.api.intake_models import (
    AttachmentOut,
    FindIn,
    FoundOut,
    KindIn,
    NarrowingOut,
    SittingIn,
    TalkIn,
    TalkOut,
)
from workflows.web.api.verb_models import DoneOut, MendingOut, OfferOut
from workflows.web.attachment import attachment
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me
from workflows.web.whole_number import InPath

router = under_api("cases", "/cases")
READ = [Depends(ProgramDoor(Action.READ_CASE))]
SEARCH = [Depends(ProgramDoor(Action.SEARCH_CASES))]
TALK = [Depends(ProgramDoor(Action.KEEP_TALK))]
APPOINT = [Depends(ProgramDoor(Action.APPOINT_SITTING))]
ICS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The calendar file.", "content": {"text/calendar": {}}}
}


@dataclass(frozen=True)
class Brought:
    """At which step a file is brought ("" at the case itself), and what it is for the case."""

    element: Annotated[str, Query(max_length=100)] = ""
    kind: AttachmentKind = AttachmentKind.OTHER


Wish = Annotated[Brought, Depends()]


@router.post("/find", dependencies=SEARCH)
def find(machine: Machine, me: Me, body: FindIn) -> FoundOut:
    """Return a page of the cases that are the caller's to see, by words, identity number and filters."""
    asked = body.model_dump() | {"light": Light(body.light) if body.light else None}
    return FoundOut.of(find_cases(machine, me, CaseWish(**asked)))


@router.get("/narrowing", dependencies=SEARCH)
def narrowed(machine: Machine, me: Me) -> NarrowingOut:
    """Return the procedures, bodies and types that a search can be narrowed to."""
    return NarrowingOut.model_validate(narrowing(machine, me))


@router.get("/{case_id}/attachments", dependencies=READ)
def attachments(machine: Machine, me: Me, case_id: str) -> list[AttachmentOut]:
    """Return the attachments of a case, oldest first."""
    return [AttachmentOut.model_validate(each) for each in show_case(machine, me, case_id).files]


@router.post(
    "/{case_id}/attachments", status_code=201, dependencies=[Depends(ProgramDoor(Action.ATTACH_FILE))]
)
def bring(
    machine: Machine, me: Me, case_id: str, name: FileName, content: Content, _: Key, wish: Wish
) -> AttachmentOut:
    """Keep a file with the case; one that the case has already is not kept twice."""
    upload = Upload(name=name, content=content)
    (kept,) = attach_files(machine, me, case_id, [upload], element=wish.element, kind=wish.kind)
    return AttachmentOut.model_validate(kept)


@router.put(
    "/{case_id}/attachments/{attachment_id}/kind", dependencies=[Depends(ProgramDoor(Action.ATTACH_FILE))]
)
def sort_one(
    machine: Machine, me: Me, case_id: str, attachment_id: str, body: KindIn, _: Key
) -> AttachmentOut:
    """Say what an attachment is, so that it goes to the court with the papers that it belongs to."""
    return AttachmentOut.model_validate(sort_attachment(machine, me, case_id, attachment_id, body.kind))


@router.get(
    "/{case_id}/attachments/{attachment_id}", dependencies=READ, responses=BYTES, response_class=Response
)
def open_one(machine: Machine, me: Me, case_id: str, attachment_id: str) -> Response:
    """Return an attachment, once it was looked through."""
    found, content = read_attachment(machine, me, case_id, attachment_id)
    kind = "application/octet-stream"
    return Response(content, media_type=kind, headers=attachment(found.name))


@router.get("/{case_id}/talks", dependencies=TALK)
def talks(machine: Machine, me: Me, case_id: str) -> list[TalkOut]:
    """Return the caller's own separate talks in this case; nobody else reads them."""
    return [TalkOut.model_validate(each) for each in own_talks(machine, me, case_id)]


@router.post("/{case_id}/talks", status_code=204, dependencies=TALK)
def keep(machine: Machine, me: Me, case_id: str, body: TalkIn, key: Key) -> Response:
    """Keep the notes of a talk with one side alone."""
    held = _aware(body.held_at)
    keep_talk(machine, me, case_id, party=body.party, held_at=held, notes=body.notes, key=key)
    return Response(status_code=204)


@router.post("/{case_id}/sittings", status_code=201, dependencies=APPOINT)
def arrange(machine: Machine, me: Me, case_id: str, body: SittingIn, key: Key) -> DoneOut:
    """Arrange a sitting; the sittings stand in the case."""
    at = _aware(body.at)
    return DoneOut.of(appoint_sitting(machine, me, case_id, at, body.place, body.mode, key=key))


@router.post("/{case_id}/sittings/{number}/call-off", dependencies=APPOINT)
def call_off(machine: Machine, me: Me, case_id: str, number: InPath, key: Key) -> DoneOut:
    """Call an arranged sitting off; again changes nothing."""
    return DoneOut.of(call_off_sitting(machine, me, case_id, number, key=key))


@router.get(
    "/{case_id}/sittings/{number}/calendar", dependencies=READ, responses=ICS, response_class=Response
)
def calendar(
    machine: Machine, me: Me, case_id: str, number: InPath, language: Literal["zh", "en"] = "zh"
) -> Response:
    """Return the calendar file of an arranged sitting; it names no person."""
    name, content = calendar_file(machine, me, case_id, number, language)
    return Response(content, media_type="text/calendar; charset=utf-8", headers=attachment(f"{name}.ics"))


@router.get("/{case_id}/verbs", dependencies=READ)
def offered(machine: Machine, me: Me, case_id: str) -> list[OfferOut]:
    """Return what the caller can do to the case now beside handing in its forms, with what can be chosen."""
    return [OfferOut.model_validate(each) for each in offer_verbs(machine, me, case_id).offers]


@router.get("/{case_id}/mending", dependencies=[Depends(ProgramDoor(Action.MOVE_CASE))])
def mending(machine: Machine, me: Me, case_id: str) -> MendingOut:
    """Return what mends the case: from where to where it can move, to which revision it can be undone."""
    return MendingOut.model_validate(offer_mending(machine, me, case_id))


def _aware(at: datetime) -> datetime:
    """Return an instant; one without a zone is China's, as on the pages."""
    return at if at.tzinfo is not None else at.replace(tzinfo=CHINA)
