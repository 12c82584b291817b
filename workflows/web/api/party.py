"""What a party does themselves, by a program of their own: in by link and one-time code, then their own case alone."""

from __future__ import annotations

from typing import Any

from fastapi import Depends, Request, Response

from workflows.domain.permission import Action
from workflows.usecases.intake.accept_file import Upload
from workflows.usecases.party.bring_evidence import bring_evidence, brought_before
from workflows.usecases.party.enter_by_code import enter_by_code, leave
from workflows.usecases.party.read_own_paper import read_own_paper
from workflows.usecases.party.send_code import request_code
from workflows.usecases.party.show_own_case import show_own_case
from workflows.usecases.party.speak import ask, rate
from workflows.usecases.signing.sign_paper import sign_own
from workflows.web.api.ground import TOO_MANY, Content, FileName, under_api
from workflows.web.api.party_models import (
    EnterIn,
    KnockIn,
    OwnCaseOut,
    OwnSignatureIn,
    RatingIn,
    VisitOut,
    WishIn,
)
from workflows.web.attachment import attachment
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, caller_of
from workflows.web.party_door import Party, PartyProgramDoor, Visiting

router = under_api("party", "/party")
KNOCK = [Depends(ProgramDoor(Action.KNOCK))]
READ = [Depends(PartyProgramDoor(Action.PARTY_READ))]
SPEAK = [Depends(PartyProgramDoor(Action.PARTY_SPEAK))]
PDF: dict[int | str, dict[str, Any]] = {
    200: {"description": "The paper.", "content": {"application/pdf": {}}}
}


@router.post("/codes", status_code=204, dependencies=KNOCK)
def send(machine: Machine, body: KnockIn) -> Response:
    """Order a code to the party's telephone or mailbox; the answer is the same whether the link is right or not."""
    request_code(machine, body.link)
    return Response(status_code=204)


@router.post("/visits", status_code=201, dependencies=KNOCK, responses=TOO_MANY)
def enter(request: Request, machine: Machine, body: EnterIn) -> VisitOut:
    """Open a visit by link and code; a code opens once, and a wrong one does not say what was wrong."""
    return VisitOut(token=enter_by_code(machine, body.link, body.code, network=caller_of(request).network))


@router.post("/leave", status_code=204, dependencies=READ)
def go_away(machine: Machine, visit: Visiting) -> Response:
    """End the visit."""
    leave(machine, visit)
    return Response(status_code=204)


@router.get("/case", dependencies=READ)
def own(machine: Machine, me: Party) -> OwnCaseOut:
    """Return the party's own case."""
    brought = [each.name for each in brought_before(machine, me)]
    return OwnCaseOut.of(show_own_case(machine, me), brought)


@router.get(
    "/papers/{paper_id}",
    dependencies=[Depends(PartyProgramDoor(Action.PARTY_READ_PAPER))],
    responses=PDF,
    response_class=Response,
)
def paper(machine: Machine, me: Party, paper_id: str) -> Response:
    """Return one of the party's papers."""
    file = read_own_paper(machine, me, paper_id)
    return Response(file.content, media_type=file.media_type, headers=attachment(f"{file.name}.pdf"))


@router.post("/evidence", status_code=204, dependencies=[Depends(PartyProgramDoor(Action.PARTY_BRING))])
def evidence(machine: Machine, me: Party, name: FileName, content: Content, _: Key) -> Response:
    """Keep what the party brings; a file that the case has already is not kept twice."""
    bring_evidence(machine, me, [Upload(name=name, content=content)])
    return Response(status_code=204)


@router.post("/rating", status_code=204, dependencies=SPEAK)
def rating(machine: Machine, me: Party, body: RatingIn, _: Key) -> Response:
    """Keep how content the party is; each says it once."""
    rate(machine, me, body.answer, body.words)
    return Response(status_code=204)


@router.post("/wishes", status_code=204, dependencies=SPEAK)
def wish(machine: Machine, me: Party, body: WishIn, key: Key) -> Response:
    """Tell the mediator what the party wants."""
    ask(machine, me, body.wish, body.words, key=key)
    return Response(status_code=204)


@router.post("/signature", status_code=204, dependencies=[Depends(PartyProgramDoor(Action.PARTY_SIGN))])
def sign(machine: Machine, me: Party, body: OwnSignatureIn, _: Key) -> Response:
    """Keep the party's signature under the paper that was shown, where the law lets them sign alone."""
    sign_own(machine, me, body.signing, strokes=body.strokes, paper_sha256=body.paper_sha256)
    return Response(status_code=204)
