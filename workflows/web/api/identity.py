"""Tokens: signing in and out over the API, and who one is."""

from __future__ import annotations

from fastapi import Depends, Request, Response

from workflows.domain.permission import Action
from workflows.usecases.sign_in import sign_in, sign_out
from workflows.web.api.ground import TOO_MANY, under_api
from workflows.web.api.models import MeOut, SignIn, TokenOut
from workflows.web.doors import ProgramDoor
from workflows.web.identity import Machine, Me, caller_of, ticket_of

router = under_api("identity")


@router.post(
    "/sign-in",
    dependencies=[Depends(ProgramDoor(Action.KNOCK))],
    responses=TOO_MANY,
)
def enter(request: Request, machine: Machine, body: SignIn) -> TokenOut:
    """Return a token for a local account."""
    caller = caller_of(request)
    ticket = sign_in(
        machine, body.login, body.password, network=caller.network, agent=caller.agent, code=body.code
    )
    return TokenOut(token=ticket.token, ends_at=ticket.ends_at)


@router.post("/sign-out", status_code=204, dependencies=[Depends(ProgramDoor(Action.KNOCK))])
def leave(request: Request, machine: Machine) -> Response:
    """End the token that was sent."""
    ticket = ticket_of(request)
    if ticket is not None:
        sign_out(machine, ticket.token)
    return Response(status_code=204)


@router.get("/me", dependencies=[Depends(ProgramDoor(Action.USE_DESK))])
def me(me: Me) -> MeOut:
    """Return who the token belongs to, with posts."""
    return MeOut.model_validate(me)
