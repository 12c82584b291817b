"""The page on which a paper is signed at the desk: the tablet goes round, or scans are confirmed signer by signer."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.signing import Signer, Signing, SigningKind
from workflows.errors import InvalidInput, Refused, SigningKindRefused
from workflows.usecases.app import App
from workflows.usecases.signing.begin_signing import begin_signing
from workflows.usecases.signing.change_signing import add_scan, end_signing
from workflows.usecases.signing.show_signing import show_signings, signing_file
from workflows.usecases.signing.sign_paper import AT_DESK, STAFF, confirm_scanned, sign_at_desk
from workflows.web.attachment import attachment
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.whole_number import whole_number

router = APIRouter(include_in_schema=False, route_class=Aside)
COLLECT = [Depends(PageDoor(Action.COLLECT_SIGNATURES))]
LOOKS = 5
"""So often the page looks by itself whether the paper is made, after 2, 4, ... 32 s: the audit notes each look as a
reading, and a tablet left lying would never be signed out."""
MEDIA = {
    "json": "application/json",
    "p7s": "application/pkcs7-signature",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
}


@router.get("/cases/{case_id}/signing", dependencies=COLLECT)
def signing(
    request: Request, machine: Machine, me: Me, case_id: str, signer: str = "", look: int = 0
) -> Response:
    """Show who has signed, and the field for the one whose turn it is; *look* counts what the page asked by itself."""
    return _page(request, machine, me, case_id, signer=signer, look=look)


@router.post("/cases/{case_id}/signing", dependencies=COLLECT)
def begin(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Have the paper made and begin."""
    copies = str(sent.get("copies") or "")

    def start() -> None:
        try:
            kind = SigningKind(str(sent.get("kind") or ""))
        except ValueError as unknown:
            raise SigningKindRefused(zh="请选择签署方式。") from unknown
        begin_signing(machine, me, case_id, kind, copies=whole_number(copies) or 0)

    return _done(request, machine, me, case_id, start)


@router.post("/cases/{case_id}/signing/{signing_id}/sign", dependencies=COLLECT)
def sign(request: Request, machine: Machine, me: Me, case_id: str, signing_id: str, sent: Sent) -> Response:
    """Keep one signature."""
    key = str(sent.get("signer") or "")

    def one() -> None:
        sign_at_desk(
            machine,
            me,
            signing_id,
            key,
            strokes=str(sent.get("strokes") or ""),
            identity=str(sent.get("identity") or ""),
            paper_sha256=str(sent.get("paper_sha256") or ""),
        )

    return _done(request, machine, me, case_id, one, signer=key, then="#pad")


@router.post("/cases/{case_id}/signing/{signing_id}/scan", dependencies=COLLECT)
def scan(request: Request, machine: Machine, me: Me, case_id: str, signing_id: str, sent: Sent) -> Response:
    """Keep the scanned paper."""

    def bring() -> None:
        files = [each for each in sent.getlist("file") if isinstance(each, UploadFile) and each.filename]
        if not files:
            raise InvalidInput("Choose the scanned file first.", zh="请先选择扫描件。")
        for each in files:
            add_scan(machine, me, signing_id, each.file.read())

    return _done(request, machine, me, case_id, bring)


@router.post("/cases/{case_id}/signing/{signing_id}/confirm", dependencies=COLLECT)
def confirm(
    request: Request, machine: Machine, me: Me, case_id: str, signing_id: str, sent: Sent
) -> Response:
    """Keep the confirmation that the scan bears a signature."""
    key, identity = str(sent.get("signer") or ""), str(sent.get("identity") or "")
    return _done(
        request,
        machine,
        me,
        case_id,
        lambda: confirm_scanned(machine, me, signing_id, key, identity=identity),
    )


@router.post("/cases/{case_id}/signing/{signing_id}/end", dependencies=COLLECT)
def end(request: Request, machine: Machine, me: Me, case_id: str, signing_id: str, sent: Sent) -> Response:
    """End the signing; nothing signed in it counts."""
    why = str(sent.get("reason") or "")
    return _done(request, machine, me, case_id, lambda: end_signing(machine, me, signing_id, reason=why))


@router.get("/cases/{case_id}/signing/{signing_id}/{name}.{kind}", dependencies=COLLECT)
def file(machine: Machine, me: Me, case_id: str, signing_id: str, name: str, kind: str) -> Response:
    """Return the evidence, its seal, or the sealed paper."""
    content = signing_file(machine, me, case_id, signing_id, f"{name}.{kind}")
    return Response(
        content, media_type=MEDIA.get(kind, "application/octet-stream"), headers=attachment(f"{name}.{kind}")
    )


def _done(
    request: Request,
    machine: App,
    me: Actor,
    case_id: str,
    what: Callable[[], object],
    *,
    signer: str = "",
    then: str = "",
) -> Response:
    try:
        what()
    except Refused as refused:
        words = in_words(refused, language_of(request))
        return _page(request, machine, me, case_id, signer=signer, problem=words, status=refused.status)
    return go(f"/cases/{case_id}/signing{then}")


def _turn(signing: Signing, chosen: str) -> Signer | None:
    """Return who was chosen to sign, else the next who has not: the tablet goes round."""
    return signing.signer(chosen) or next(iter(signing.missing), None)


def _page(
    request: Request,
    machine: App,
    me: Actor,
    case_id: str,
    *,
    signer: str = "",
    problem: str = "",
    status: int = 200,
    look: int = 0,
) -> Response:
    view = show_signings(machine, me, case_id)
    whose = _turn(view.open, signer) if view.open else None
    return show(
        request,
        "signing.html",
        status=status,
        view=view,
        whose=whose,
        problem=problem,
        next_look=look + 1 if 0 <= look < LOOKS else 0,
        checks=AT_DESK,
        staff=STAFF,
    )
