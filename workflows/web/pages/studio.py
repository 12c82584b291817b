"""The template studio: documents, one document beside its live preview, samples, versions side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from workflows.documents.bounded import Problem, Proof
from workflows.documents.catalogue import BODY, INFO, SAMPLE
from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import HeweiError
from workflows.usecases.app import App
from workflows.usecases.studio import edit_document as verbs
from workflows.usecases.studio.preview_document import (
    DRAFT,
    SHIPPED,
    Compared,
    compare_document,
    list_fields,
    preview_document,
    prove_document,
    recent_cases,
)
from workflows.usecases.studio.show_document import list_documents, show_document
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import render, show
from workflows.web.pages.preview_frame import FRAMED, framed, framing
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside, prefix="/studio")
READ = [Depends(PageDoor(Action.READ_TEMPLATES))]
EDIT = [Depends(PageDoor(Action.EDIT_TEMPLATES))]
PUBLISH = [Depends(PageDoor(Action.PUBLISH_TEMPLATES))]
PARTS = {"body": BODY, "info": INFO, "sample": SAMPLE}


@router.get("", dependencies=READ)
def documents(request: Request, machine: Machine, me: Me) -> Response:
    """Show all documents with what is in force and what is drafted."""
    return show(request, "studio.html", documents=list_documents(machine, me))


@router.get("/fields", dependencies=READ)
def fields(request: Request, machine: Machine, me: Me) -> Response:
    """Show every field that a template may name."""
    return show(request, "studio_fields.html", fields=list_fields(machine, me))


@router.get("/{document}", dependencies=READ)
def one(request: Request, machine: Machine, me: Me, document: str) -> Response:
    """Show one document beside its preview."""
    return _page(request, machine, me, document)


@router.post("/{document}", dependencies=EDIT)
def save(request: Request, machine: Machine, me: Me, document: str, sent: Sent) -> Response:
    """Keep what was typed as the draft."""
    done = verbs.save_template(machine, me, document, _files(sent))
    return _page(request, machine, me, document, notice="studio.saved" if done else "studio.unchanged")


@router.post("/{document}/preview", dependencies=READ)
def preview(request: Request, machine: Machine, me: Me, document: str, sent: Sent) -> Response:
    """Return what the typed text says, for the frame beside it."""
    files = _files(sent)
    number = str(sent.get("case") or "")[:100]
    try:
        proof = preview_document(machine, me, document, files, case_number=number)
    except HeweiError as refused:
        proof = _refused(refused)
    return _framed(request, proof, files)


@router.get("/{document}/preview", dependencies=READ)
def preview_kept(request: Request, machine: Machine, me: Me, document: str) -> Response:
    """Return what the kept text says, for the frame when the page opens."""
    return _framed(request, preview_document(machine, me, document, {}), {})


@router.get("/{document}/samples", dependencies=READ)
def samples(request: Request, machine: Machine, me: Me, document: str) -> Response:
    """Show what the document says on every sample."""
    proofs = prove_document(machine, me, document)
    view = show_document(machine, me, document)
    return show(request, "studio_samples.html", view=view, proofs=proofs)


@router.get("/{document}/compare", dependencies=READ)
def compare(
    request: Request, machine: Machine, me: Me, document: str, left: str = SHIPPED, right: str = DRAFT
) -> Response:
    """Show two versions side by side."""
    view = show_document(machine, me, document)
    if right == DRAFT and view.draft is None:
        right = view.published[0].id if view.published else SHIPPED
    found = compare_document(machine, me, document, left, right)
    page = show(request, "studio_compare.html", view=view, compared=found, left=left, right=right)
    return framing(page)


@router.get("/{document}/compare/{side}", dependencies=READ)
def compared_side(
    request: Request, machine: Machine, me: Me, document: str, side: str, left: str, right: str
) -> Response:
    """Return one side of a comparison as a page for its frame, with what differs marked."""
    found: Compared = compare_document(machine, me, document, left, right)
    return _framed(request, found.left if side == "left" else found.right, {})


@router.post("/{document}/propose", dependencies=EDIT)
def propose(request: Request, machine: Machine, me: Me, document: str, sent: Sent) -> Response:
    """Ask a colleague to look at the draft."""
    with _told(request) as told:
        verbs.propose_template(machine, me, document, note=_note(sent))
    return _page(request, machine, me, document, notice="studio.proposed", told=told)


@router.post("/{document}/return", dependencies=PUBLISH)
def give_back(request: Request, machine: Machine, me: Me, document: str, sent: Sent) -> Response:
    """Give the proposal back to its writer."""
    with _told(request) as told:
        verbs.return_template(machine, me, document, note=_note(sent))
    return _page(request, machine, me, document, notice="studio.returned", told=told)


@router.post("/{document}/publish", dependencies=PUBLISH)
def publish(request: Request, machine: Machine, me: Me, document: str) -> Response:
    """Put the proposal in force."""
    with _told(request) as told:
        verbs.publish_template(machine, me, document)
    return _page(request, machine, me, document, notice="studio.published", told=told)


@router.post("/{document}/drop", dependencies=EDIT)
def drop(request: Request, machine: Machine, me: Me, document: str) -> Response:
    """Forget the draft."""
    with _told(request) as told:
        verbs.drop_template(machine, me, document)
    return _page(request, machine, me, document, notice="studio.dropped", told=told)


@router.post("/{document}/revert", dependencies=EDIT)
def revert(request: Request, machine: Machine, me: Me, document: str, sent: Sent) -> Response:
    """Begin a draft from an earlier version, or from what is shipped."""
    version = str(sent.get("version") or "")
    with _told(request) as told:
        verbs.revert_template(machine, me, document, "" if version == SHIPPED else version)
    return _page(request, machine, me, document, notice="studio.reverted", told=told)


@contextmanager
def _told(request: Request) -> Iterator[dict[str, Any]]:
    """Collect why a verb was refused, to be said on the document's own page."""
    told: dict[str, Any] = {}
    try:
        yield told
    except HeweiError as refused:
        if refused.status >= 500 or refused.status == 404:
            raise
        told.update(problem=in_words(refused, language_of(request)), status=refused.status)


def _files(sent: FormData) -> dict[str, str]:
    return {PARTS[part]: str(sent[part]) for part in PARTS if isinstance(sent.get(part), str)}


def _note(sent: FormData) -> str:
    return str(sent.get("note") or "")


def _refused(error: HeweiError) -> Proof:
    if error.status >= 500:
        raise error
    return Proof(problem=Problem(code=error.code, message=error.message, zh=error.zh))


def _framed(request: Request, proof: Proof, files: Mapping[str, str]) -> Response:
    if proof.problem is None:
        return framed(proof.standalone(FRAMED))
    name = proof.problem.template.rpartition("/")[2]
    lines = files.get(name, "").replace("\r\n", "\n").splitlines()
    around = range(max(proof.problem.line - 3, 1), min(proof.problem.line + 3, len(lines) + 1))
    shown = [(number, lines[number - 1], number == proof.problem.line) for number in around]
    return framed(render(request, "studio_problem.html", problem=proof.problem, lines=shown))


def _page(
    request: Request,
    machine: App,
    me: Actor,
    document: str,
    *,
    notice: str = "",
    told: Mapping[str, Any] | None = None,
) -> Response:
    refused = dict(told or {})
    page = show(
        request,
        "studio_document.html",
        status=refused.get("status", 200),
        view=show_document(machine, me, document),
        cases=recent_cases(machine, me),
        notice=say(language_of(request), notice) if notice and not refused else "",
        problem=refused.get("problem", ""),
    )
    return framing(page)
