"""The designer's desk: procedures, their files, checking, rehearsing, publishing."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from workflows.domain.finding import Finding
from workflows.domain.permission import Action
from workflows.errors import HeweiError, Refused
from workflows.usecases.bring_back_version import bring_back_version
from workflows.usecases.carry_procedure import export_procedure, import_procedure
from workflows.usecases.check_procedure import check_procedure
from workflows.usecases.compare_procedure import compare_procedure
from workflows.usecases.draw_procedure import drop_draft, save_file
from workflows.usecases.list_case_fields import list_case_fields
from workflows.usecases.list_choices import list_choices
from workflows.usecases.list_procedures import list_procedures
from workflows.usecases.new_file import PLACES, new_file
from workflows.usecases.new_procedure import NewProcedure, delete_procedure, new_procedure
from workflows.usecases.propose_procedure import propose_procedure
from workflows.usecases.publish_working import publish_working
from workflows.usecases.rehearse_procedure import Rehearsed, rehearse_procedure
from workflows.usecases.show_procedure import FileKind, kind_of, read_procedure_file, show_procedure
from workflows.web.attachment import attachment
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside, prefix="/designer")
READ = [Depends(PageDoor(Action.READ_PROCEDURES))]
DRAW = [Depends(PageDoor(Action.DRAW_PROCEDURES))]
DIAGRAMS = (".bpmn", ".bpmn2", ".xml")
"""How tools call their diagrams."""
ISLANDS = {FileKind.DIAGRAM: "diagram-editor", FileKind.TABLE: "table-editor", FileKind.FORM: "form-editor"}


@router.get("", dependencies=READ)
def procedures(request: Request, machine: Machine, me: Me) -> Response:
    """Show all procedures with their versions."""
    return _shelf(request, machine, me)


@router.get("/fields", dependencies=READ)
def fields(request: Request, machine: Machine, me: Me) -> Response:
    """Show every field that an expression may read and a form may ask."""
    return show(request, "case_fields.html", fields=list_case_fields(machine, me))


@router.get("/new", dependencies=DRAW)
def blank(request: Request, machine: Machine, me: Me) -> Response:
    """Ask what the new procedure is."""
    return _asked(request, machine, me, NewProcedure(id="", title=""))


@router.post("/new", dependencies=DRAW)
def make(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Make the new procedure as a draft and show it."""
    wanted = _wanted(sent)
    try:
        made = new_procedure(machine, me, wanted)
    except HeweiError as refused:
        if refused.status >= 500:
            raise
        words = in_words(refused, language_of(request))
        return _asked(request, machine, me, wanted, problem=words, status=refused.status)
    return _page(request, machine, me, made, notice=say(language_of(request), "designer.made"))


@router.post("/import", dependencies=DRAW)
async def take_in(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Take over the procedure of another place, as drafts."""
    file = sent.get("file")
    content = await file.read() if isinstance(file, UploadFile) else b""
    return await run_in_threadpool(_taken_in, request, machine, me, content)


def _taken_in(request: Request, machine: Machine, me: Me, content: bytes) -> Response:
    language = language_of(request)
    try:
        carried = import_procedure(machine, me, content)
    except HeweiError as refused:
        if refused.status >= 500:
            raise
        words = in_words(refused, language)
        return _shelf(request, machine, me, problem=words, status=refused.status)
    told = {"imported": carried.drafts, "imported_kept": carried.kept, "imported_papers": carried.papers}
    said = [
        say(language, f"designer.{word}", names=say(language, "page.comma").join(names))
        for word, names in told.items()
        if names
    ]
    notice = " ".join(said) or say(language, "designer.imported_same")
    return _page(request, machine, me, carried.procedure, notice=notice)


@router.get("/{procedure}/package", dependencies=READ)
def package(machine: Machine, me: Me, procedure: str) -> Response:
    """Return the procedure with everything that it calls, for another place."""
    content = export_procedure(machine, me, procedure)
    return Response(content, media_type="application/zip", headers=attachment(f"{procedure}.zip"))


@router.post("/{procedure}/delete", dependencies=DRAW)
def delete(request: Request, machine: Machine, me: Me, procedure: str) -> Response:
    """Forget a procedure that was never published."""
    delete_procedure(machine, me, procedure)
    words = say(language_of(request), "designer.deleted")
    return _shelf(request, machine, me, notice=words)


@router.get("/{procedure}", dependencies=READ)
def one(request: Request, machine: Machine, me: Me, procedure: str) -> Response:
    """Show one procedure."""
    return _page(request, machine, me, procedure)


@router.get("/{procedure}/changes", dependencies=READ)
def changed(request: Request, machine: Machine, me: Me, procedure: str, version: str = "") -> Response:
    """Show what the draft changes, or what a version changed against the one before it."""
    compared = compare_procedure(machine, me, procedure, version)
    view = show_procedure(machine, me, procedure)
    return show(
        request, "procedure_changes.html", procedure=view.procedure, drafted=view.drafted, compared=compared
    )


@router.post("/{procedure}/check", dependencies=DRAW)
def check(request: Request, machine: Machine, me: Me, procedure: str) -> Response:
    """Show every finding in the procedure as it is drawn now."""
    return _page(request, machine, me, procedure, findings=check_procedure(machine, me, procedure))


@router.post("/{procedure}/rehearse", dependencies=DRAW)
def rehearse(request: Request, machine: Machine, me: Me, procedure: str) -> Response:
    """Play the scenarios with the procedure as it is drawn now."""
    return _page(request, machine, me, procedure, rehearsed=rehearse_procedure(machine, me, procedure))


@router.post("/{procedure}/propose", dependencies=DRAW)
def propose(request: Request, machine: Machine, me: Me, procedure: str, sent: Sent) -> Response:
    """Propose the files as they are drawn now, for a colleague to publish."""
    language = language_of(request)
    try:
        propose_procedure(machine, me, procedure, note=str(sent.get("note") or ""))
    except HeweiError as refused:
        if refused.status >= 500:
            raise
        words = in_words(refused, language)
        return _page(request, machine, me, procedure, problem=words, status=refused.status)
    return _page(request, machine, me, procedure, notice=say(language, "designer.proposed"))


@router.post("/{procedure}/publish", dependencies=[Depends(PageDoor(Action.PUBLISH_PROCEDURES))])
def publish(request: Request, machine: Machine, me: Me, procedure: str, sent: Sent) -> Response:
    """Freeze the files as a new version."""
    language = language_of(request)
    try:
        done = publish_working(machine, me, procedure, note=str(sent.get("note") or "")[:200])
    except HeweiError as refused:
        if refused.status >= 500:
            raise
        return _page(
            request, machine, me, procedure, problem=in_words(refused, language), status=refused.status
        )
    words = "designer.published" if done.fresh else "designer.published_same"
    notice = say(language, words, number=done.version.number, title=done.version.title)
    return _page(request, machine, me, procedure, notice=notice)


@router.post("/{procedure}/drop", dependencies=DRAW)
def drop(request: Request, machine: Machine, me: Me, procedure: str) -> Response:
    """Forget the draft."""
    drop_draft(machine, me, procedure)
    return _page(request, machine, me, procedure, notice=say(language_of(request), "designer.dropped"))


@router.post("/{procedure}/bring-back", dependencies=DRAW)
def bring_back(request: Request, machine: Machine, me: Me, procedure: str, sent: Sent) -> Response:
    """Make an earlier version the draft."""
    language = language_of(request)
    try:
        drafts = bring_back_version(machine, me, procedure, str(sent.get("digest") or ""))
    except Refused as refused:
        words = in_words(refused, language)
        return _page(request, machine, me, procedure, problem=words, status=refused.status)
    word = "designer.brought_back" if drafts else "designer.brought_back_same"
    notice = say(language, word, procedures=say(language, "page.comma").join(drafts))
    return _page(request, machine, me, procedure, notice=notice)


@router.post("/{procedure}/upload", dependencies=DRAW)
async def upload(request: Request, machine: Machine, me: Me, procedure: str, sent: Sent) -> Response:
    """Keep an uploaded file byte for byte."""
    language = language_of(request)
    file = sent.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        words = say(language, "designer.no_file")
        return _page(request, machine, me, procedure, problem=words, status=422)
    name = str(sent.get("as") or "").strip() or _usual_name(procedure, file.filename)
    return _save(request, machine, me, procedure, name, await file.read())


@router.post("/{procedure}/new-file", dependencies=DRAW)
def add(request: Request, machine: Machine, me: Me, procedure: str, sent: Sent) -> Response:
    """Make a form, a table or a scenario to begin with, and open it."""
    said = {name: str(sent.get(name) or "").strip()[:120] for name in ("kind", "id", "title")}
    try:
        name = new_file(machine, me, procedure, said["kind"], said["id"], said["title"])
    except HeweiError as refused:
        if refused.status >= 500:
            raise
        words = in_words(refused, language_of(request))
        return _page(request, machine, me, procedure, problem=words, status=refused.status)
    return go(f"/designer/{procedure}/edit/{name}")


@router.get("/{procedure}/files/{name:path}", dependencies=READ)
def download(machine: Machine, me: Me, procedure: str, name: str) -> Response:
    """Return a file as it is."""
    content = read_procedure_file(machine, me, procedure, f"{procedure}/{name}")
    headers = attachment(name.rpartition("/")[2])
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/{procedure}/edit/{name:path}", dependencies=READ)
def edit(request: Request, machine: Machine, me: Me, procedure: str, name: str) -> Response:
    """Show a file in its editor; without scripts, as text."""
    return _editor(request, machine, me, procedure, name)


@router.post("/{procedure}/edit/{name:path}", dependencies=DRAW)
def keep(request: Request, machine: Machine, me: Me, procedure: str, name: str, sent: Sent) -> Response:
    """Keep what was edited as the draft."""
    old = read_procedure_file(machine, me, procedure, f"{procedure}/{name}")
    typed = str(sent.get("content") or "").replace("\r\n", "\n")
    # A browser sends every line end as CR LF; text that differs in nothing else stays as it was, byte for byte.
    content = old if typed.encode() == old.replace(b"\r\n", b"\n") else typed.encode()
    save_file(machine, me, procedure, name, content)
    here = [each for each in check_procedure(machine, me, procedure) if each.file == f"{procedure}/{name}"]
    saved = say(language_of(request), "designer.saved")
    return _editor(request, machine, me, procedure, name, notice=saved, findings=here)


def _shelf(
    request: Request, machine: Machine, me: Me, *, notice: str = "", problem: str = "", status: int = 200
) -> Response:
    known = list_procedures(machine, me)
    return show(request, "procedures.html", status=status, procedures=known, notice=notice, problem=problem)


def _usual_name(procedure: str, name: str) -> str:
    """Return under which name an uploaded file is kept where none was typed: its kind says in which place."""
    if name.endswith(DIAGRAMS):
        return f"{procedure}.bpmn"
    folder = {"json": "forms/", "yaml": "scenarios/"}.get(name.rpartition(".")[2], "")
    return name if "/" in name else f"{folder}{name}"


def _asked(
    request: Request, machine: Machine, me: Me, given: NewProcedure, *, problem: str = "", status: int = 200
) -> Response:
    known = list_procedures(machine, me)
    return show(request, "procedure_new.html", status=status, given=given, procedures=known, problem=problem)


def _wanted(sent: Sent) -> NewProcedure:
    said = {
        name: str(sent.get(name) or "").strip() for name in ("id", "title", "title_en", "kind", "template")
    }
    lines = {
        name: tuple(line.strip() for line in str(sent.get(name) or "").splitlines() if line.strip())
        for name in ("law", "phases")
    }
    return NewProcedure(
        id=said["id"],
        title=said["title"][:80],
        title_en=said["title_en"][:120],
        kind=said["kind"] or "main",
        template=said["template"],
        law=lines["law"],
        phases=lines["phases"],
    )


def _save(request: Request, machine: Machine, me: Me, procedure: str, name: str, content: bytes) -> Response:
    language = language_of(request)
    try:
        changed = save_file(machine, me, procedure, name, content)
    except HeweiError as refused:
        if refused.status >= 500:
            raise
        return _page(
            request, machine, me, procedure, problem=in_words(refused, language), status=refused.status
        )
    words = "designer.uploaded" if changed else "designer.unchanged"
    return _page(request, machine, me, procedure, notice=say(language, words, name=name))


def _editor(
    request: Request,
    machine: Machine,
    me: Me,
    procedure: str,
    name: str,
    *,
    notice: str = "",
    findings: Sequence[Finding] = (),
) -> Response:
    content = read_procedure_file(machine, me, procedure, f"{procedure}/{name}")
    kind = kind_of(name)
    diagram = kind is FileKind.DIAGRAM
    return show(
        request,
        "editor.html",
        procedure=show_procedure(machine, me, procedure).procedure,
        name=name,
        kind=kind.value,
        island=ISLANDS.get(kind, ""),
        choices=_choices(request, machine, me, procedure) if diagram else None,
        content=content.decode("utf-8", "replace"),
        findings=findings,
        notice=notice,
        problem="",
    )


def _choices(request: Request, machine: Machine, me: Me, procedure: str) -> dict[str, list[list[str]]]:
    """Return what the panel offers at an element, each as its value and what the designer reads."""
    language = language_of(request)
    words = {"roles": "roles", "lists": "list"}
    found: dict[str, list[list[str]]] = {}
    for kind, choices in list_choices(machine, me, procedure).items():
        titles = [
            say(language, f"{words[kind]}.{each.value}")
            if kind in words
            else (each.label_en if language == "en" else each.label) or each.label
            for each in choices
        ]
        found[kind] = [[each.value, title] for each, title in zip(choices, titles, strict=True)]
    return found


def _page(
    request: Request,
    machine: Machine,
    me: Me,
    procedure: str,
    *,
    findings: Sequence[Finding] | None = None,
    rehearsed: Sequence[Rehearsed] | None = None,
    notice: str = "",
    problem: str = "",
    status: int = 200,
) -> Response:
    return show(
        request,
        "procedure.html",
        status=status,
        view=show_procedure(machine, me, procedure),
        findings=findings,
        rehearsed=rehearsed,
        new_kinds=PLACES,
        notice=notice,
        problem=problem,
    )
