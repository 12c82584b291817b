"""Arrange a sitting: when, where and how; it can be called off, and its calendar file and summons name no person."""

from __future__ import annotations

from datetime import datetime

from workflows.domain.actor import Actor
from workflows.domain.case import Appointment, Case
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.errors import AppointmentRefused, UnknownSitting
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import Doing, doing

MOST = 100
MODES = ("on-site", "online", "phone")
LONGEST_PLACE = 200


def appoint_sitting(
    app: App, actor: Actor, case_id: str, at: datetime, place: str, mode: str, *, key: str = ""
) -> Case:
    """Return the case with one more sitting arranged.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        CaseNotOpen: it is suspended.
        CaseAlreadyClosed: it is closed.
        AppointmentRefused: the instant is past, no place is named, the manner is unknown, or there are too many.
    """
    demand(actor, Action.APPOINT_SITTING)
    where = " ".join(place.split())
    with doing(app, actor, "appoint-sitting", case_id, at.isoformat(), where, mode, key=key) as do:
        case = do.case(case_id, Action.APPOINT_SITTING)
        if do.repeated:
            return case
        known = case.document.appointments
        named = 0 < len(where) <= LONGEST_PLACE and mode in MODES
        if at <= do.now or not named or len(known) >= MOST:
            raise AppointmentRefused(zh="约定调解需写明以后的时间、地点和方式；请更正。")
        appointment = Appointment(at=at, place=where, mode=mode)
        return _changed(
            do, case, (*known, appointment), Fact(kind="SittingAppointed", data={"at": at.isoformat()})
        )


def call_off_sitting(app: App, actor: Actor, case_id: str, number: int, *, key: str = "") -> Case:
    """Return the case with the arranged sitting *number* called off; calling it off again changes nothing.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        UnknownSitting: nothing of this number is arranged.
    """
    demand(actor, Action.APPOINT_SITTING)
    with doing(app, actor, "call-off-sitting", case_id, number, key=key) as do:
        case = do.case(case_id, Action.APPOINT_SITTING)
        known = case.document.appointments
        if not 0 <= number < len(known):
            raise UnknownSitting(zh="没有约定过这次调解；请重新查看案件。", case=case.number)
        if do.repeated or known[number].called_off:
            return case
        off = known[number].model_copy(update={"called_off": True})
        when = off.at.isoformat() if off.at else ""
        appointments = (*known[:number], off, *known[number + 1 :])
        return _changed(do, case, appointments, Fact(kind="SittingCalledOff", data={"at": when}))


def _changed(do: Doing, case: Case, appointments: tuple[Appointment, ...], fact: Fact) -> Case:
    step = do.engine(case).look(case.version, case.state, **do.around(case))
    do.remember(case.id)
    document = case.document.model_copy(update={"appointments": appointments})
    return do.advance(case, step, fact, document=document)
