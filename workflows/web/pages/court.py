"""The court's desk: packages that wait for it, and those it has dealt with."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import AnswerRefused, Refused
from workflows.proof.anchor import common_name, fingerprint
from workflows.usecases.app import App
from workflows.usecases.check_package import check_package
from workflows.usecases.list_packages import STATES, list_dealt_with, list_packages
from workflows.usecases.read_answer import read_answer
from workflows.usecases.read_package import read_package
from workflows.usecases.trusted_roots import trusted_roots
from workflows.web.attachment import attachment
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.intake import uploads_of
from workflows.web.pages.page import go, show
from workflows.web.threads import in_thread

router = APIRouter(include_in_schema=False, route_class=Aside)


@router.get("/court", dependencies=[Depends(PageDoor(Action.RECEIVE_PACKAGES))])
def court(request: Request, machine: Machine, me: Me, state: str = "waiting", page: int = 1) -> Response:
    """Show the packages of this person's court in one state, page by page."""
    wanted = state if state in STATES else "waiting"
    number = min(max(page, 1), 10_000)
    if wanted == "waiting":
        return _waiting(request, machine, me)
    dealt = list_dealt_with(machine, me, state=wanted, page=number)
    return show(request, "court_dealt.html", dealt=dealt, state=wanted, states=STATES, number=number)


@router.get("/cases/{case_id}/package", dependencies=[Depends(PageDoor(Action.READ_PAPER))])
def package(machine: Machine, me: Me, case_id: str) -> Response:
    """Return the court package that was filed last, to keep."""
    _, content, name = read_package(machine, me, case_id)
    return Response(content, media_type="application/zip", headers=attachment(name))


@router.get("/cases/{case_id}/package/check", dependencies=[Depends(PageDoor(Action.READ_PAPER))])
def checked(request: Request, machine: Machine, me: Me, case_id: str) -> Response:
    """Show what the check of that package came to, member by member."""
    found = check_package(machine, me, case_id)
    seal = found.held.seal if found.held else None
    signer = (common_name(seal.signer), common_name(seal.root), fingerprint(seal.root)) if seal else ()
    filed = datetime.fromisoformat(found.package.filed_at)
    return show(
        request, "package.html", checked=found, case_id=case_id, seal=seal, signer=signer, filed=filed
    )


@router.post("/court/answers", dependencies=[Depends(PageDoor(Action.RECEIVE_PACKAGES))])
async def answer(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Take the answer file that the court's own system made into the case that it answers."""
    try:
        uploads = await uploads_of(sent, "answer")
        if not uploads:
            raise AnswerRefused(
                "No file was chosen; choose one first.", zh="还没有选择文件；请先选择文件再上传。"
            )
        roots = trusted_roots(machine.settings)
        taken = await in_thread(read_answer, machine, me, uploads[0].content, anchors=roots)
    except Refused as refused:
        return await in_thread(_waiting, request, machine, me, refused)
    return go(f"/cases/{taken.case.id}?done=answered")


def _waiting(request: Request, machine: App, me: Actor, refused: Refused | None = None) -> Response:
    return show(
        request,
        "court.html",
        status=refused.status if refused else 200,
        packages=list_packages(machine, me),
        state="waiting",
        states=STATES,
        problem=in_words(refused, language_of(request)) if refused else "",
    )
