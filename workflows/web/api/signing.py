"""Collecting signatures, and giving parties their links: what staff do for those who come or stay away."""

from __future__ import annotations

from fastapi import Depends, Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.signing import SigningKind
from workflows.errors import UnknownSigning
from workflows.usecases.app import App
from workflows.usecases.party.invite_party import invite_party, revoke_link
from workflows.usecases.party.list_links import list_links
from workflows.usecases.party.write_letter import write_letter
from workflows.usecases.signing.begin_signing import begin_signing
from workflows.usecases.signing.change_signing import add_scan, end_signing
from workflows.usecases.signing.show_signing import show_signings, signing_file
from workflows.usecases.signing.sign_paper import confirm_scanned, sign_at_desk
from workflows.web.api.ground import BYTES, Content, under_api
from workflows.web.api.party_models import (
    BeginIn,
    ConfirmIn,
    InvitationOut,
    LetterIn,
    LetterOut,
    LinksOut,
    PartyIn,
    SignIn,
    SigningsOut,
)
from workflows.web.api.verb_models import ReasonIn
from workflows.web.attachment import attachment
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("signing", "/cases/{case_id}")
COLLECT = [Depends(ProgramDoor(Action.COLLECT_SIGNATURES))]
INVITE = [Depends(ProgramDoor(Action.INVITE_PARTY))]


@router.get("/signing", dependencies=COLLECT)
def signings(machine: Machine, me: Me, case_id: str) -> SigningsOut:
    """Return who has signed and who has not, and how the law lets this paper be signed."""
    return SigningsOut.of(show_signings(machine, me, case_id))


@router.post("/signing", status_code=201, dependencies=COLLECT)
def begin(machine: Machine, me: Me, case_id: str, body: BeginIn, key: Key) -> SigningsOut:
    """Have the paper made and begin; a signing that was under way is void."""
    begin_signing(machine, me, case_id, SigningKind(body.kind), copies=body.copies, key=key)
    return SigningsOut.of(show_signings(machine, me, case_id))


@router.post("/signing/{signing_id}/sign", dependencies=COLLECT)
def sign(machine: Machine, me: Me, case_id: str, signing_id: str, body: SignIn, _: Key) -> SigningsOut:
    """Keep one signature, given on the caller's tablet; the caller is its witness."""
    _must_be_of(machine, me, case_id, signing_id)
    sign_at_desk(
        machine,
        me,
        signing_id,
        body.signer,
        strokes=body.strokes,
        identity=body.identity,
        paper_sha256=body.paper_sha256,
    )
    return SigningsOut.of(show_signings(machine, me, case_id))


@router.post("/signing/{signing_id}/scan", dependencies=COLLECT)
def scan(machine: Machine, me: Me, case_id: str, signing_id: str, content: Content, _: Key) -> SigningsOut:
    """Keep one file of the scanned paper; the same file again changes nothing."""
    _must_be_of(machine, me, case_id, signing_id)
    add_scan(machine, me, signing_id, content)
    return SigningsOut.of(show_signings(machine, me, case_id))


@router.post("/signing/{signing_id}/confirm", dependencies=COLLECT)
def confirm(machine: Machine, me: Me, case_id: str, signing_id: str, body: ConfirmIn, _: Key) -> SigningsOut:
    """Confirm that the scan bears a signature."""
    _must_be_of(machine, me, case_id, signing_id)
    confirm_scanned(machine, me, signing_id, body.signer, identity=body.identity)
    return SigningsOut.of(show_signings(machine, me, case_id))


@router.post("/signing/{signing_id}/end", dependencies=COLLECT)
def end(machine: Machine, me: Me, case_id: str, signing_id: str, body: ReasonIn, _: Key) -> SigningsOut:
    """End a signing; nothing that was signed in it counts."""
    _must_be_of(machine, me, case_id, signing_id)
    end_signing(machine, me, signing_id, reason=body.reason)
    return SigningsOut.of(show_signings(machine, me, case_id))


@router.get(
    "/signing/{signing_id}/files/{name}", dependencies=COLLECT, responses=BYTES, response_class=Response
)
def file(machine: Machine, me: Me, case_id: str, signing_id: str, name: str) -> Response:
    """Return `evidence.json`, `evidence.p7s`, `sealed.pdf`, or a scan."""
    content = signing_file(machine, me, case_id, signing_id, name)
    return Response(content, media_type="application/octet-stream", headers=attachment(name))


@router.get("/party-links", dependencies=INVITE)
def links(machine: Machine, me: Me, case_id: str) -> LinksOut:
    """Return the links of the parties, and what these said by them."""
    return LinksOut.of(list_links(machine, me, case_id))


@router.post("/party-links", status_code=201, dependencies=INVITE)
def invite(machine: Machine, me: Me, case_id: str, body: PartyIn, key: Key) -> InvitationOut:
    """Make a link for a party and return its address and codes this once; the one before is taken back."""
    return InvitationOut.of(invite_party(machine, me, case_id, body.party, key=key))


@router.post("/party-links/letter", dependencies=INVITE)
def letter(machine: Machine, me: Me, case_id: str, body: LetterIn) -> LetterOut:
    """Return the letter that brings a link to a party without a telephone; nothing is kept."""
    return LetterOut(html=write_letter(machine, me, case_id, body.address, body.codes))


@router.post("/party-links/{link_id}/revoke", status_code=204, dependencies=INVITE)
def revoke(machine: Machine, me: Me, case_id: str, link_id: str, _: Key) -> Response:
    """Take a link back; visits under way end."""
    revoke_link(machine, me, case_id, link_id)
    return Response(status_code=204)


def _must_be_of(machine: App, me: Actor, case_id: str, signing_id: str) -> None:
    """Let a signing pass that is one of the case's.

    Raises:
        UnknownCase: there is no such case, or it is not the caller's.
        UnknownSigning: the case has no such signing.
    """
    if all(each.id != signing_id for each in show_signings(machine, me, case_id).signings):
        raise UnknownSigning(zh="没有这次签署，或者不归您办；请重新查看案件。", signing=signing_id)
