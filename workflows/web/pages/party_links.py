"""The page on which staff give parties their way in, print the letter, and take links back."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.permission import Action
from workflows.usecases.party.invite_party import Invitation, invite_party, revoke_link
from workflows.usecases.party.list_links import list_links
from workflows.usecases.party.write_letter import write_letter
from workflows.web.doors import PageDoor, Sent
from workflows.web.identity import Machine, Me
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.pages.preview_frame import FRAMED, framed

router = APIRouter(include_in_schema=False, route_class=Aside)
INVITE = [Depends(PageDoor(Action.INVITE_PARTY))]


@router.get("/cases/{case_id}/party-links", dependencies=INVITE)
def links(request: Request, machine: Machine, me: Me, case_id: str) -> Response:
    """Show the parties with their links."""
    return _page(request, machine, me, case_id)


@router.post("/cases/{case_id}/party-links", dependencies=INVITE)
def invite(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Make a link; address and codes are shown this once."""
    made = invite_party(machine, me, case_id, str(sent.get("party") or ""))
    return _page(request, machine, me, case_id, made=made)


@router.post("/cases/{case_id}/party-links/letter", dependencies=INVITE)
def letter(machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Return the letter for the printer."""
    codes = [each for each in sent.getlist("code") if isinstance(each, str)]
    written = write_letter(machine, me, case_id, str(sent.get("address") or ""), codes[:20])
    return framed(written.replace("</style>", f"{FRAMED}</style>", 1))


@router.post("/cases/{case_id}/party-links/{link_id}/revoke", dependencies=INVITE)
def revoke(machine: Machine, me: Me, case_id: str, link_id: str) -> Response:
    """Take a link back."""
    revoke_link(machine, me, case_id, link_id)
    return go(f"/cases/{case_id}/party-links")


def _page(
    request: Request, machine: Machine, me: Me, case_id: str, *, made: Invitation | None = None
) -> Response:
    view = list_links(machine, me, case_id)
    sends = bool(machine.settings.party_channels)
    return show(request, "party_links.html", view=view, made=made, sends=sends)
