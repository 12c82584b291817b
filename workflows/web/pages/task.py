"""One task: its form, its reasons, and handing it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.agreement_check import AgreementFinding
from workflows.domain.case import Case, CaseStatus
from workflows.domain.form import flatten
from workflows.domain.permission import Action
from workflows.domain.work_item import WorkItem
from workflows.errors import CaseNotOpen, FieldProblem, FileEmpty, InvalidForm, Refused, TaskAlreadyDone
from workflows.usecases.app import App
from workflows.usecases.desk.handle_chosen import mark_seen
from workflows.usecases.hand_in import hand_in
from workflows.usecases.intake.attach_files import attach_files
from workflows.usecases.next_item import next_item
from workflows.usecases.review_agreement import (
    asks_terms,
    has_terms,
    must_mend,
    review_draft,
    words_agreement,
)
from workflows.usecases.save_draft import save_draft
from workflows.usecases.show_task import AskedForm, TaskView, asked_form, show_task
from workflows.usecases.take_item import give_back_item, take_item
from workflows.web.day_limits import days_of
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.form_part import Part
from workflows.web.form_reading import change_rows, read_answers, typed_into
from workflows.web.forms import FormPaper, default_answers, form_parts
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, moment, show
from workflows.web.uploads import attachment_kind, chosen_files
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside)
DO_TASK = [Depends(PageDoor(Action.DO_TASK))]


@dataclass(frozen=True)
class Summed:
    """One line of the summary above a refused form; `id` is the element that the line leads to."""

    id: str
    words: str


@router.get("/tasks/{item_id}", dependencies=DO_TASK)
def task(request: Request, machine: Machine, me: Me, item_id: str, after: str = "") -> Response:
    """Show the form of an open task; *after* says that the step before was just handed in."""
    view = show_task(machine, me, item_id)
    mark_seen(machine, me, [item_id])
    known = review_draft(machine, view, view.values) if _reviewable(view) and has_terms(view) else None
    went_on = after == "step"
    return _page(request, view, view.values, fresh=not view.drafted, findings=known, went_on=went_on)


@router.post("/tasks/{item_id}", dependencies=DO_TASK)
def answer(request: Request, machine: Machine, me: Me, item_id: str, sent: Sent) -> Response:
    """Hand the form in, keep it as a draft, or show it again with rows added, taken away or conditions looked at."""
    asked = asked_form(machine, me, item_id)
    answers = read_answers(asked.form.schema, sent)
    wish = str(sent.get("_action") or "submit")
    refused = _attach(machine, me, asked.item, sent, wish)
    if refused is None and wish == "attach":
        save_draft(machine, me, item_id, answers)
        return go(f"/tasks/{item_id}#attachments")
    if refused is None and wish == "submit":
        done = _submit(request, machine, me, asked, answers, sent)
        if isinstance(done, Response):
            return done
        refused = done
    if refused is None and wish in ("take", "give-back"):
        return _pass_on(machine, me, item_id, answers, wish)
    view = show_task(machine, me, item_id, done_too=True)
    if refused is not None:
        return _page(request, view, answers, problems=refused.problems, status=refused.status)
    if wish == "draft":
        save_draft(machine, me, item_id, answers)
        kept = say(language_of(request), "task.draft_kept", time=moment(machine.clock.now())[-5:])
        return _page(request, view, {**view.values, **answers}, draft_state=kept)
    if wish == "review":
        return _page(request, view, {**view.values, **answers}, findings=review_draft(machine, view, answers))
    return _page(request, view, change_rows(answers, wish))


@router.post("/tasks/{item_id}/take", dependencies=DO_TASK)
def take(machine: Machine, me: Me, item_id: str) -> Response:
    """Put the task on the person's own list and open it."""
    take_item(machine, me, item_id)
    return go(f"/tasks/{item_id}")


def _pass_on(machine: App, me: Actor, item_id: str, answers: Mapping[str, Any], wish: str) -> Response:
    """Take the task or give it back; what was typed until then stays with whoever typed it."""
    if wish == "take":
        take_item(machine, me, item_id)
    view = show_task(machine, me, item_id)
    known = flatten({**view.values, **default_answers(view.form.schema, view.values)}, set())
    if typed_into(answers, known):
        save_draft(machine, me, item_id, answers)
    if wish == "take":
        return go(f"/tasks/{item_id}")
    give_back_item(machine, me, item_id)
    return go("/desk")


@dataclass(frozen=True)
class Refusal:
    """Why the form is shown again: what stands beside its fields or above it, and the status of the answer."""

    problems: tuple[FieldProblem, ...]
    status: int


def _attach(machine: App, me: Actor, item: WorkItem, sent: Sent, wish: str) -> Refusal | None:
    """Keep the files chosen beside the form, whatever was pressed; return what is wrong with them."""
    uploads = chosen_files(sent, "_files")
    try:
        if uploads:
            kind = attachment_kind(sent.get("_kind"))
            attach_files(machine, me, item.case_id, uploads, element=item.element, kind=kind)
        elif wish == "attach":
            raise FileEmpty(
                "No file was chosen; choose one first.", zh="还没有选择文件；请先选择文件再上传。"
            )
    except Refused as refused:
        return Refusal((_whole(refused),), 422)
    return None


def _whole(refused: Refused) -> FieldProblem:
    """Return a refusal that no field of the form is to blame for, to stand above it."""
    return FieldProblem(
        path="", rule=type(refused).__name__, message=refused.message, zh=in_words(refused, "zh")
    )


def _submit(
    request: Request, machine: App, me: Actor, asked: AskedForm, answers: dict[str, Any], sent: Sent
) -> Response | Refusal:
    """Hand the form in and lead on; the faults of an agreement's terms are shown once before, where they are mended."""
    if asks_terms(asked.form) and "_reviewed" not in sent:
        view = show_task(machine, me, asked.item.id, done_too=True)
        if findings := must_mend(machine, view, answers):
            return _page(request, view, answers, findings=findings, asks_again=True)
    done = _hand_in(machine, me, asked.item.id, answers, str(sent.get("key") or ""))
    return _onward(machine, me, done) if isinstance(done, Case) else done


def _hand_in(machine: App, me: Actor, item_id: str, answers: dict[str, Any], key: str) -> Case | Refusal:
    try:
        return hand_in(machine, me, item_id, answers, key=key)
    except InvalidForm as refused:
        return Refusal(refused.problems, refused.status)
    except (CaseNotOpen, TaskAlreadyDone) as refused:
        return Refusal((_whole(refused),), refused.status)


def _onward(machine: App, me: Actor, case: Case) -> Response:
    """Lead to the next step of the same case that waits for this person, else to the case."""
    following = next_item(machine, me, case.id)
    if following is not None:
        return go(f"/tasks/{following.id}?after=step")
    done = "closed" if case.status is CaseStatus.CLOSED else "moved"
    return go(f"/cases/{case.id}?done={done}")


def _page(
    request: Request,
    view: TaskView,
    answers: Mapping[str, Any],
    *,
    problems: tuple[FieldProblem, ...] = (),
    status: int = 200,
    fresh: bool = False,
    draft_state: str = "",
    findings: tuple[AgreementFinding, ...] | None = None,
    went_on: bool = False,
    asks_again: bool = False,
) -> Response:
    language = language_of(request)
    words = wording(problems, language)
    seen = {**answers, **default_answers(view.form.schema, answers)} if fresh else answers
    paper = FormPaper(
        values=answers,
        problems=words.remedies,
        locale=language,
        hidden=view.hides(seen),
        fresh=fresh,
        picks=view.picks,
        days=days_of(view.limits),
    )
    parts = form_parts(view.form.schema, paper)
    return show(
        request,
        "task.html",
        status=status,
        task=view,
        parts=parts,
        problems=list(summary(parts, words.sentences, language)),
        draft_state=draft_state,
        reviewable=_reviewable(view),
        signed=bool(view.case.document.agreement.signed_by_all),
        asks_again=asks_again,
        findings=findings,
        went_on=went_on,
        desk="/desk",
    )


def _reviewable(view: TaskView) -> bool:
    """Tell whether the agreement can still be mended here: it is worded or signed, and not by all yet."""
    return words_agreement(view.form) and not view.case.document.agreement.signed_by_all


@dataclass(frozen=True)
class Wording:
    """What was refused, by path: whole sentences for the summary, and what to do for beside the field."""

    sentences: Mapping[str, str]

    @property
    def remedies(self) -> Mapping[str, str]:
        """What to do, without the label that stands above the field anyway."""
        return {path: _remedy(sentence) for path, sentence in self.sentences.items()}


def wording(problems: Sequence[FieldProblem], language: str) -> Wording:
    """Return the words for *problems* in *language*."""
    return Wording({each.path: _sentence(each, language) for each in problems})


def _sentence(problem: FieldProblem, language: str) -> str:
    return problem.message if language == "en" else problem.zh


def _remedy(sentence: str) -> str:
    """Return what to do, without the label that stands above the field anyway."""
    label, colon, remedy = sentence.replace("：", ":", 1).partition(":")
    return remedy.strip() if colon and len(label) < 60 else sentence


def summary(parts: tuple[Part, ...], words: Mapping[str, str], language: str) -> Iterator[Summed]:
    """Yield one line for each refused field, in the order of the form's problems."""
    ids = dict(_ids(parts))
    for path, sentence in words.items():
        row = next((int(word) + 1 for word in path.split(".") if word.isdecimal()), 0)
        yield Summed(
            ids.get(path, ""), f"{say(language, 'form.row', number=row)} {sentence}" if row else sentence
        )


def _ids(parts: tuple[Part, ...]) -> Iterator[tuple[str, str]]:
    for part in parts:
        if part.name:
            yield part.name, part.id
        yield from _ids(part.parts)
        for row in part.rows:
            yield from _ids(row.parts)
