"""The pages of a party: in by link and code, then their own case in plain words, their papers, and what they can do."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import UploadFile
from starlette.responses import Response

from workflows.domain.permission import Action
from workflows.errors import PartyCodeRefused, Refused, TooManyAttempts
from workflows.usecases.intake.accept_file import Upload
from workflows.usecases.party.bring_evidence import bring_evidence, brought_before
from workflows.usecases.party.enter_by_code import enter_by_code, leave
from workflows.usecases.party.read_own_paper import read_own_paper
from workflows.usecases.party.send_code import request_code
from workflows.usecases.party.show_own_case import show_own_case
from workflows.usecases.party.speak import ANSWERS, WISHES, ask, rate
from workflows.usecases.signing.sign_paper import sign_own
from workflows.web.attachment import attachment
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.party_door import LINK, VISIT, Party, PartyDoor, Visiting, give_cookie, take_cookie
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside)
KNOCK = [Depends(PageDoor(Action.KNOCK))]
READ = [Depends(PartyDoor(Action.PARTY_READ))]
NOTES = ("rated", "asked", "signed", "brought")


@router.get("/p/go/{token}", dependencies=KNOCK)
def handle(machine: Machine, token: str) -> Response:
    """Turn the link into a cookie at once, so that its token stays in no address bar."""
    answer = go("/p/code")
    give_cookie(answer, machine, LINK, token[:100])
    return answer


@router.get("/p/code", dependencies=KNOCK)
def code(request: Request) -> Response:
    """Ask for a code; the page is the same whether the link is right or not."""
    return _code(request)


@router.post("/p/code", dependencies=KNOCK)
def enter(request: Request, machine: Machine, sent: Sent) -> Response:
    """Open a visit, or say that link or code is not right, never which."""
    network = request.client.host if request.client else "unknown"
    try:
        token = enter_by_code(
            machine, request.cookies.get(LINK, ""), str(sent.get("code") or ""), network=network
        )
    except (PartyCodeRefused, TooManyAttempts) as refused:
        answer = _code(request, problem=in_words(refused, language_of(request)), status=refused.status)
        if isinstance(refused, TooManyAttempts):
            answer.headers["Retry-After"] = str(refused.where["seconds"])
        return answer
    answer = go("/p")
    give_cookie(answer, machine, VISIT, token)
    return answer


@router.post("/p/code/send", dependencies=KNOCK)
def send(request: Request, machine: Machine) -> Response:
    """Order a code to the party's telephone or mailbox; the answer is always the same."""
    request_code(machine, request.cookies.get(LINK, ""))
    return _code(request, notice=say(language_of(request), "own.code_ordered"))


@router.post("/p/leave", dependencies=READ)
def go_away(machine: Machine, visit: Visiting) -> Response:
    """End the visit."""
    leave(machine, visit)
    answer = go("/p/code?left=yes")
    take_cookie(answer, machine, VISIT)
    return answer


@router.get("/p", dependencies=READ)
def own(request: Request, machine: Machine, me: Party, done: str = "") -> Response:
    """Show the party their case."""
    notice = say(language_of(request), f"own.done_{done}") if done in NOTES else ""
    return _own(request, machine, me, notice=notice)


@router.get("/p/papers/{paper_id}.pdf", dependencies=[Depends(PartyDoor(Action.PARTY_READ_PAPER))])
def paper(machine: Machine, me: Party, paper_id: str) -> Response:
    """Return one of the party's papers."""
    file = read_own_paper(machine, me, paper_id)
    return Response(file.content, media_type=file.media_type, headers=attachment(f"{file.name}.pdf"))


@router.post("/p/evidence", dependencies=[Depends(PartyDoor(Action.PARTY_BRING))])
def evidence(request: Request, machine: Machine, me: Party, sent: Sent) -> Response:
    """Keep what the party brings."""
    files = [each for each in sent.getlist("file") if isinstance(each, UploadFile) and each.filename]
    try:
        bring_evidence(
            machine,
            me,
            [Upload(name=each.filename or "", content=each.file.read()) for each in files],
        )
    except Refused as refused:
        return _own(
            request, machine, me, problem=in_words(refused, language_of(request)), status=refused.status
        )
    return go("/p?done=brought")


@router.post("/p/rate", dependencies=[Depends(PartyDoor(Action.PARTY_SPEAK))])
def rating(request: Request, machine: Machine, me: Party, sent: Sent) -> Response:
    """Keep how content the party is."""
    try:
        rate(machine, me, str(sent.get("answer") or ""), str(sent.get("words") or ""))
    except Refused as refused:
        return _own(
            request, machine, me, problem=in_words(refused, language_of(request)), status=refused.status
        )
    return go("/p?done=rated")


@router.post("/p/ask", dependencies=[Depends(PartyDoor(Action.PARTY_SPEAK))])
def asking(request: Request, machine: Machine, me: Party, sent: Sent) -> Response:
    """Keep what the party wants."""
    try:
        ask(machine, me, str(sent.get("wish") or ""), str(sent.get("words") or ""))
    except Refused as refused:
        return _own(
            request, machine, me, problem=in_words(refused, language_of(request)), status=refused.status
        )
    return go("/p?done=asked")


@router.get("/p/sign", dependencies=[Depends(PartyDoor(Action.PARTY_SIGN))])
def to_sign(request: Request, machine: Machine, me: Party) -> Response:
    """Show the paper and the field for the signature."""
    return _sign(request, machine, me)


@router.post("/p/sign", dependencies=[Depends(PartyDoor(Action.PARTY_SIGN))])
def sign(request: Request, machine: Machine, me: Party, sent: Sent) -> Response:
    """Keep the party's signature."""
    try:
        if not sent.get("agreed"):
            words = say(language_of(request), "own.must_agree")
            return _sign(request, machine, me, problem=words, status=422)
        sign_own(
            machine,
            me,
            str(sent.get("signing") or ""),
            strokes=str(sent.get("strokes") or ""),
            paper_sha256=str(sent.get("paper_sha256") or ""),
        )
    except Refused as refused:
        return _sign(
            request, machine, me, problem=in_words(refused, language_of(request)), status=refused.status
        )
    return go("/p?done=signed")


def _code(request: Request, *, problem: str = "", notice: str = "", status: int = 200) -> Response:
    machine = request.app.state.machine
    return show(
        request,
        "party/code.html",
        status=status,
        problem=problem,
        notice=notice,
        sends=bool(machine.settings.party_channels),
    )


def _own(
    request: Request, machine: Machine, me: Party, *, notice: str = "", problem: str = "", status: int = 200
) -> Response:
    view = show_own_case(machine, me)
    settled = (
        view.case.document.agreement.effective_on is not None
    )  # there is no mediation left to step out of
    return show(
        request,
        "party/case.html",
        status=status,
        view=view,
        brought=brought_before(machine, me),
        answers=ANSWERS,
        wishes=[each for each in WISHES if not (settled and each == "withdraw")],
        notice=notice,
        problem=problem,
    )


def _sign(request: Request, machine: Machine, me: Party, *, problem: str = "", status: int = 200) -> Response:
    view = show_own_case(machine, me)
    if not view.to_sign or view.signing is None:
        return go("/p")
    shown = next((each for each in view.papers if each.id == view.signing.paper_id), None)
    return show(request, "party/sign.html", status=status, view=view, paper=shown, problem=problem)
