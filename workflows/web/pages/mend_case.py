"""Mending one case, and taking running cases to a newer version: each with its consequences before it is confirmed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import Response

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import InvalidInput, Refused
from workflows.usecases.app import App
from workflows.usecases.desk.offer_mending import offer_mending
from workflows.usecases.foresee import Consequences, foresee
from workflows.usecases.list_procedures import list_procedures
from workflows.usecases.migrate_cases import Migration, migrate_cases, report_migration, unmigrate_case
from workflows.usecases.move_case import move_case
from workflows.usecases.undo_case import undo_case
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show
from workflows.web.whole_number import whole_number

router = APIRouter(include_in_schema=False, route_class=Aside)
MIGRATE = [Depends(PageDoor(Action.MIGRATE_CASES))]
MOST_SHOWN = 200
BATCH = 100


class Ask(NamedTuple):
    """Who asks for what of which case."""

    request: Request
    machine: App
    me: Actor
    case_id: str


@router.get("/cases/{case_id}/mend", dependencies=[Depends(PageDoor(Action.MOVE_CASE))])
def mend(request: Request, machine: Machine, me: Me, case_id: str, done: str = "") -> Response:
    """Show what mends a case."""
    return _page(request, machine, me, case_id, done=done if done in ("move", "undo", "unmigrate") else "")


@router.post("/cases/{case_id}/verbs/move", dependencies=[Depends(PageDoor(Action.MOVE_CASE))])
def move(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Tell what moving the case to another step would do, or do it."""
    given = _given(sent, "start", "element", "reason")

    def verb(app: App, key: str = "") -> object:
        return move_case(app, me, case_id, given["start"], given["element"], reason=given["reason"], key=key)

    return _use(Ask(request, machine, me, case_id), "move", verb, given, sent)


@router.post("/cases/{case_id}/verbs/undo", dependencies=[Depends(PageDoor(Action.UNDO_CASE))])
def undo(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Tell what undoing the case to a revision would do, or do it."""
    given = _given(sent, "rev", "reason")

    def verb(app: App, key: str = "") -> object:
        rev = whole_number(given["rev"])
        if rev is None:
            raise InvalidInput("Choose a revision.", zh="请选择一个修订。")
        return undo_case(app, me, case_id, rev, reason=given["reason"], key=key)

    return _use(Ask(request, machine, me, case_id), "undo", verb, given, sent)


@router.post("/cases/{case_id}/verbs/unmigrate", dependencies=MIGRATE)
def unmigrate(request: Request, machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Tell what taking the case back to its former version would do, or do it."""

    def verb(app: App, key: str = "") -> object:
        return unmigrate_case(app, me, case_id, key=key)

    return _use(Ask(request, machine, me, case_id), "unmigrate", verb, {}, sent)


@router.get("/migrations", dependencies=MIGRATE)
def migrations(request: Request, machine: Machine, me: Me, procedure: str = "", pack: str = "") -> Response:
    """Tell what would become of every running case of older versions; nothing is changed."""
    return _report(request, machine, me, procedure, pack)


@router.post("/migrations", dependencies=MIGRATE)
def migrate(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Take a batch of running cases to the newest version and tell what became of each."""
    procedure, pack = str(sent.get("procedure") or ""), str(sent.get("pack") or "")
    try:
        went = migrate_cases(machine, me, procedure, pack=pack, batch=BATCH)
    except Refused as refused:
        return _report(request, machine, me, procedure, pack, problem=refused)
    return _report(request, machine, me, procedure, pack, went=went)


def _given(sent: FormData, *names: str) -> dict[str, str]:
    return {name: str(sent.get(name) or "") for name in names}


def _use(
    ask: Ask, name: str, verb: Callable[..., object], given: Mapping[str, str], sent: FormData
) -> Response:
    try:
        if sent.get("_action") == "confirm":
            verb(ask.machine, str(sent.get("key") or ""))
            return go(f"/cases/{ask.case_id}/mend?done={name}")
        seen = foresee(ask.machine, ask.case_id, verb)
    except Refused as refused:
        return _page(*ask, verb=name, given=given, problem=refused)
    return _page(*ask, verb=name, given=given, seen=seen)


def _page(
    request: Request,
    machine: App,
    me: Actor,
    case_id: str,
    *,
    verb: str = "",
    given: Mapping[str, str] | None = None,
    seen: Consequences | None = None,
    problem: Refused | None = None,
    done: str = "",
) -> Response:
    return show(
        request,
        "mend_case.html",
        status=problem.status if problem else 200,
        mending=offer_mending(machine, me, case_id),
        verb=verb,
        given=dict(given or {}),
        seen=seen,
        problem=in_words(problem, language_of(request)) if problem else "",
        done=done,
    )


def _report(
    request: Request,
    machine: App,
    me: Actor,
    procedure: str,
    pack: str,
    *,
    went: list[Migration] | None = None,
    problem: Refused | None = None,
) -> Response:
    found: list[Migration] = []
    published = [each for each in list_procedures(machine, me) if each.versions]
    places = {version.pack for each in published if each.id == procedure for version in each.versions}
    everywhere = {version.pack for each in published for version in each.versions}
    pack = pack or (next(iter(places or everywhere)) if len(places or everywhere) == 1 else "")
    if procedure and problem is None:
        try:
            found = report_migration(machine, me, procedure, pack=pack)
        except Refused as refused:
            problem = refused
    return show(
        request,
        "migrations.html",
        status=problem.status if problem else 200,
        procedure=procedure,
        pack=pack,
        packs=[each for each in machine.catalogue.packs.values() if each.id in everywhere],
        procedures=published,
        found=found[:MOST_SHOWN],
        more=max(0, len(found) - MOST_SHOWN),
        fates={
            fate: sum(each.fate == fate for each in found) for fate in ("moves", "waits", "needs-a-person")
        },
        went=went or [],
        batch=BATCH,
        problem=in_words(problem, language_of(request)) if problem else "",
    )
