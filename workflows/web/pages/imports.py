"""Taking over former cases: upload, columns, a dry run, applying it piece by piece, undoing it."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.case_import import CaseImport, ImportStatus
from workflows.domain.import_field import FIELDS
from workflows.domain.permission import Action
from workflows.errors import FileEmpty, Refused
from workflows.usecases.app import App
from workflows.usecases.find_cases import narrowing
from workflows.usecases.intake.import_cases import (
    begin_import,
    list_imports,
    run_import,
    try_import,
    undo_import,
)
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.intake import uploads_of
from workflows.web.pages.page import go, show
from workflows.web.words import say

router = APIRouter(include_in_schema=False, route_class=Aside, prefix="/imports")
IMPORT = [Depends(PageDoor(Action.IMPORT_CASES))]
STEP = 2_000
"""Lines that one request takes over; then the page says how far it is and goes on."""


@router.get("", dependencies=IMPORT)
def imports(request: Request, machine: Machine, me: Me) -> Response:
    """Show the imports so far, and ask for a file."""
    return _list(request, machine, me)


@router.post("", dependencies=IMPORT)
async def upload(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Keep the table and lead to its columns."""
    try:
        files = await uploads_of(sent)
        if not files:
            raise FileEmpty(
                "No file was chosen; choose one first.", zh="还没有选择文件；请先选择文件再上传。"
            )
        entry = begin_import(machine, me, str(sent.get("org") or ""), files[0])
    except Refused as refused:
        words = in_words(refused, language_of(request))
        return _list(request, machine, me, problem=words, status=refused.status)
    return go(f"/imports/{entry.id}")


@router.get("/{import_id}", dependencies=IMPORT)
def one(request: Request, machine: Machine, me: Me, import_id: str) -> Response:
    """Show one import: its columns and what a dry run finds."""
    return _page(request, machine, me, import_id)


@router.post("/{import_id}/columns", dependencies=IMPORT)
def columns(request: Request, machine: Machine, me: Me, import_id: str, sent: Sent) -> Response:
    """Keep which column is what, and look again."""
    chosen = {field.name: str(sent.get(f"column.{field.name}") or "") for field in FIELDS}
    try:
        try_import(machine, me, import_id, chosen)
    except Refused as refused:
        if refused.status == 404:
            raise
        words = in_words(refused, language_of(request))
        return _page(request, machine, me, import_id, problem=words, status=refused.status)
    return go(f"/imports/{import_id}")


@router.post("/{import_id}/run", dependencies=IMPORT)
def run(request: Request, machine: Machine, me: Me, import_id: str) -> Response:
    """Take over the next lines."""
    try:
        run_import(machine, me, import_id, most=STEP)
    except Refused as refused:
        if refused.status == 404:
            raise
        words = in_words(refused, language_of(request))
        return _page(request, machine, me, import_id, problem=words, status=refused.status)
    return go(f"/imports/{import_id}")


@router.post("/{import_id}/undo", dependencies=IMPORT)
def undo(request: Request, machine: Machine, me: Me, import_id: str) -> Response:
    """Take all cases of an import back."""
    try:
        gone = undo_import(machine, me, import_id)
    except Refused as refused:
        if refused.status == 404:
            raise
        words = in_words(refused, language_of(request))
        return _page(request, machine, me, import_id, problem=words, status=refused.status)
    return _list(request, machine, me, notice=say(language_of(request), "import.undone", name=gone.name))


def _list(
    request: Request, machine: App, me: Actor, *, problem: str = "", notice: str = "", status: int = 200
) -> Response:
    return show(
        request,
        "imports.html",
        status=status,
        imports=list_imports(machine, me),
        bodies=narrowing(machine, me).bodies,
        own=me.orgs(),
        problem=problem,
        notice=notice,
    )


def _page(
    request: Request, machine: App, me: Actor, import_id: str, *, problem: str = "", status: int = 200
) -> Response:
    entry = _known(machine, me, import_id)
    begun = entry is not None and entry.status is not ImportStatus.READ
    tried = None if begun else try_import(machine, me, import_id)
    return show(
        request,
        "import.html",
        status=status,
        entry=entry if tried is None else tried.entry,
        tried=tried,
        fields=FIELDS,
        problem=problem,
    )


def _known(machine: App, me: Actor, import_id: str) -> CaseImport | None:
    return next((entry for entry in list_imports(machine, me) if entry.id == import_id), None)
