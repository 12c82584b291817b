"""The window: one page that takes a dispute in, what may be the same dispute beside it, and the receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends, Request
from pydantic import JsonValue
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import FieldProblem, InvalidForm, Refused
from workflows.usecases.app import App
from workflows.usecases.begin_case import begin_case, intake_bodies, intake_procedures
from workflows.usecases.identity_numbers import with_birth_and_sex
from workflows.usecases.intake.accept_file import Upload, accept_file
from workflows.usecases.intake.attach_files import attach_files
from workflows.usecases.intake.find_similar import Similar, find_similar
from workflows.usecases.intake.first_form import FirstForm, first_form
from workflows.usecases.intake.show_receipt import show_receipt
from workflows.usecases.intake.take_in import TakeIn, drafted, drop_draft, keep_draft, take_in
from workflows.usecases.next_item import next_item
from workflows.web.day_limits import days_of
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.form_reading import change_rows, read_answers
from workflows.web.forms import FormPaper, default_answers, form_parts
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, moment, show
from workflows.web.pages.task import summary, wording
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside)
OPEN = [Depends(PageDoor(Action.OPEN_CASE))]
NOTHING = Similar()


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the window's page shows beside its form."""

    problems: Sequence[FieldProblem] = ()
    problem: str = ""
    status: int = 200
    draft_state: str = ""
    drafted: bool = False
    similar: Similar = NOTHING
    files_lost: bool = False


@router.get("/cases/new", dependencies=OPEN)
def intake(request: Request, machine: Machine, me: Me, org: str = "", procedure: str = "") -> Response:
    """Ask for what a new case needs; what was typed before and not sent stands there again."""
    first = first_form(machine, me, org, procedure)
    typed = drafted(machine, me, first)
    values = typed if typed is not None else first.begun()
    similar = find_similar(machine, me, first.body.pack, values) if typed is not None else NOTHING
    shown = Shown(drafted=typed is not None, similar=similar)
    return _page(request, machine, me, first, values, shown, fresh=typed is None)


@router.post("/cases/new", dependencies=OPEN)
async def take(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Take the dispute in, keep a draft, or show the page again with rows added or fields looked at."""
    files = await uploads_of(sent)
    first = first_form(machine, me, _word(sent, "org"), _word(sent, "procedure"))
    answers = read_answers(first.form.schema, sent) if first.form else {}
    if "title" in sent or sent.get("_action") == "open":
        return _open_only(request, machine, me, first, answers, sent, files)
    wish = _word(sent, "_action") or "submit"
    if wish == "submit":
        return _take_in(request, machine, me, first, answers, files, _word(sent, "key"))
    told = with_birth_and_sex(answers)
    if wish == "draft":
        keep_draft(machine, me, first, told)
        kept = say(language_of(request), "task.draft_kept", time=moment(machine.clock.now())[-5:])
        return _page(request, machine, me, first, told, Shown(draft_state=kept))
    if wish == "drop":
        drop_draft(machine, me, first)
        return go("/cases/new")
    similar = find_similar(machine, me, first.body.pack, told) if wish == "similar" else NOTHING
    shown = Shown(similar=similar, files_lost=bool(files))
    return _page(request, machine, me, first, change_rows(told, wish), shown)


@router.post("/cases/similar", dependencies=OPEN)
def similar(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Show what may be the same dispute; by POST, so that names of people stand in no address and no log."""
    first = first_form(machine, me, _word(sent, "org"), _word(sent, "procedure"))
    answers = read_answers(first.form.schema, sent) if first.form else {}
    found = find_similar(machine, me, first.body.pack, answers)
    return show(request, "parts/similar_page.html", similar=found)


@router.get("/cases/{case_id}/receipt", dependencies=[Depends(PageDoor(Action.READ_CASE))])
def receipt(request: Request, machine: Machine, me: Me, case_id: str, done: str = "") -> Response:
    """Show the receipt, to be printed or read out."""
    shown = show_receipt(machine, me, case_id)
    following = next_item(machine, me, case_id)
    return show(
        request, "receipt.html", receipt=shown, following=following, fresh=bool(done), now=machine.clock.now()
    )


async def uploads_of(sent: FormData, name: str = "files") -> list[Upload]:
    """Return the files that were sent under *name*; a chooser left empty sends one without a name."""
    found = [each for each in sent.getlist(name) if isinstance(each, UploadFile) and each.filename]
    return [Upload(name=each.filename or "", content=await each.read()) for each in found]


def _take_in(
    request: Request,
    machine: App,
    me: Actor,
    first: FirstForm,
    answers: Mapping[str, JsonValue],
    files: Sequence[Upload],
    key: str,
) -> Response:
    wish = TakeIn(org_id=first.body.id, procedure=first.version.procedure, answers=answers, files=files)
    try:
        case = take_in(machine, me, wish, key=key)
    except InvalidForm as refused:
        shown = Shown(problems=refused.problems, status=refused.status, files_lost=bool(files))
        return _page(request, machine, me, first, with_birth_and_sex(answers), shown)
    except Refused as refused:
        words = in_words(refused, language_of(request))
        shown = Shown(problem=words, status=refused.status, files_lost=bool(files))
        return _page(request, machine, me, first, answers, shown)
    return go(f"/cases/{case.id}/receipt?done=1")


def _open_only(
    request: Request,
    machine: App,
    me: Actor,
    first: FirstForm,
    answers: Mapping[str, JsonValue],
    sent: FormData,
    files: Sequence[Upload],
) -> Response:
    """Open a case with its matter alone, as for somebody who cannot wait; the rest is asked in its first task."""
    title = (_word(sent, "title") or _word(sent, "claim.title")).strip()
    summary_words = (_word(sent, "summary") or _word(sent, "claim.summary")).strip()
    problem = "" if title else say(language_of(request), "intake.matter_missing")
    try:
        for file in files:
            accept_file(file)
    except Refused as refused:
        problem = in_words(refused, language_of(request))
    if problem:
        typed = answers if "title" not in sent else first.document.model_dump()
        known = {"claim": {"title": title, "summary": summary_words}}
        shown = Shown(problem=problem, status=422, files_lost=bool(files))
        return _page(request, machine, me, first, {**typed, **known}, shown)
    known_now = {"claim.title": title, "claim.summary": summary_words or None}
    procedure, key = first.version.procedure, _word(sent, "key")
    case = begin_case(machine, me, first.body.id, known_now, procedure=procedure, key=key)
    if files:
        attach_files(machine, me, case.id, files)
    following = next_item(machine, me, case.id)
    return go(f"/tasks/{following.id}" if following else f"/cases/{case.id}?done=opened")


def _page(
    request: Request,
    machine: App,
    me: Actor,
    first: FirstForm,
    answers: Mapping[str, Any],
    shown: Shown,
    *,
    fresh: bool = False,
) -> Response:
    language = language_of(request)
    words = wording(shown.problems, language)
    schema = first.form.schema if first.form else {}
    seen = {**answers, **default_answers(schema, answers)} if fresh else answers
    paper = FormPaper(
        values=answers,
        problems=words.remedies,
        locale=language,
        hidden=first.hides(seen),
        fresh=fresh,
        picks=first.picks,
        days=days_of(first.limits),
    )
    parts = form_parts(schema, paper)
    return show(
        request,
        "intake.html",
        status=shown.status,
        first=first,
        parts=parts,
        shown=shown,
        problems=list(summary(parts, words.sentences, language)),
        bodies=intake_bodies(machine, me),
        procedures=intake_procedures(machine, me),
    )


def _word(sent: FormData, name: str) -> str:
    value = sent.get(name)
    return value if isinstance(value, str) else ""
