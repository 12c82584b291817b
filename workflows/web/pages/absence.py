"""Absences: who is away from which day to which, and who acts in their place."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.permission import Action
from workflows.errors import AbsenceRefused, Refused
from workflows.usecases.desk.set_absence import end_absence, plan_absences, set_absence
from workflows.web.doors import PageDoor, Sent
from workflows.web.error_words import in_words
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import go, show

router = APIRouter(include_in_schema=False, route_class=Aside)
SET_ABSENCE = [Depends(PageDoor(Action.SET_ABSENCE))]


@router.get("/desk/absence", dependencies=SET_ABSENCE)
def absences(request: Request, machine: Machine, me: Me) -> Response:
    """Show own absences, and those of people below."""
    return show(request, "absence.html", plan=plan_absences(machine, me), given={}, problem="")


@router.post("/desk/absence", dependencies=SET_ABSENCE)
def put(request: Request, machine: Machine, me: Me, sent: Sent) -> Response:
    """Set an absence; what cannot be set stands in the form again with the reason."""
    given = {name: str(sent.get(name) or "") for name in ("account", "substitute", "since", "until")}
    try:
        since, until = _day(given["since"]), _day(given["until"])
        set_absence(machine, me, given["account"] or me.account_id, given["substitute"], since, until)
    except Refused as refused:
        words = in_words(refused, language_of(request))
        plan = plan_absences(machine, me)
        return show(request, "absence.html", status=refused.status, plan=plan, given=given, problem=words)
    return go("/desk/absence")


@router.post("/desk/absence/{absence_id}/end", dependencies=SET_ABSENCE)
def end(machine: Machine, me: Me, absence_id: str) -> Response:
    """End an absence now."""
    end_absence(machine, me, absence_id)
    return go("/desk/absence")


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as broken:
        raise AbsenceRefused(zh="请写明起止日期；请更正。") from broken
