"""Sections of the case page beside parties and papers: sittings, the performance plan, linked cases, way and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, Instalment, MediationSession
from workflows.domain.journal import JournalEntry
from workflows.domain.light import Light
from workflows.domain.permission import Action, may
from workflows.store import Tx
from workflows.usecases.access import case_reach

CALLED = "LinkedCaseOpened"


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """One sitting of the case by its place in its list: arranged ahead, or held and recorded (`held`)."""

    number: int
    held: bool
    at: datetime | None
    day: date | None
    place: str
    mode: str
    outcome: str = ""
    mediators: str = ""
    called_off: bool = False
    separate_talk: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanLine:
    """One instalment of the agreement with its light: done, overdue, red today, green ahead, None without a day."""

    number: int
    instalment: Instalment
    light: Light | None
    days_left: int | None


@dataclass(frozen=True, kw_only=True)
class CaseLink:
    """Another case that this one comes from or led to; `case_id` is "" where the reader may not see it."""

    number: str
    case_id: str
    relation: str


@dataclass(frozen=True, kw_only=True)
class Visit:
    """How often a drawn element was passed, when it was entered first and left last."""

    times: int
    first: datetime
    last: datetime


def sittings(case: Case, actor: Actor) -> tuple[Sitting, ...]:
    """Return what is arranged and what was held; a separate talk is shown to the mediator of the case alone."""
    own = actor.account_id == case.document.handling.mediator_id
    arranged = [
        Sitting(
            number=number,
            held=False,
            at=each.at,
            day=legal_day(each.at) if each.at else None,
            place=each.place,
            mode=each.mode,
            called_off=bool(each.called_off),
        )
        for number, each in enumerate(case.document.appointments)
    ]
    held = (_held(number, each) for number, each in enumerate(case.document.sessions))
    return (*arranged, *(each for each in held if own or not each.separate_talk))


def _held(number: int, session: MediationSession) -> Sitting:
    return Sitting(
        number=number,
        held=True,
        at=session.held_at,
        day=legal_day(session.held_at) if session.held_at else session.held_on,
        place=session.place,
        mode=session.mode,
        outcome=session.outcome,
        mediators=session.mediators,
        separate_talk=session.separate_talk,
    )


def performance_plan(case: Case, today: date) -> tuple[PlanLine, ...]:
    """Return the instalments of the agreement, each with its light."""
    return tuple(
        PlanLine(
            number=number,
            instalment=each,
            light=_light(each, today),
            days_left=(each.due_on - today).days if each.due_on and not each.performed_on else None,
        )
        for number, each in enumerate(case.document.agreement.instalments, start=1)
    )


def linked_cases(tx: Tx, actor: Actor, case: Case, journal: Sequence[JournalEntry]) -> tuple[CaseLink, ...]:
    """Return the case that this one comes from, and those that were opened out of it."""
    links = []
    came = case.document.intake.related_case
    if came:
        links.append(_link(tx, actor, came, "came-from"))
    for entry in journal:
        number = entry.fact.data.get("number") if entry.fact.kind == CALLED else None
        if isinstance(number, str) and number:
            relation = entry.fact.data.get("relation")
            links.append(_link(tx, actor, number, relation if isinstance(relation, str) else "led-to"))
    return tuple({link.number: link for link in links}.values())


def visits(journal: Sequence[JournalEntry]) -> Mapping[str, Visit]:
    """Return how often and when each drawn element was passed."""
    found: dict[str, Visit] = {}
    for entry in journal:
        if entry.fact.kind not in ("StepEntered", "StepCompleted") or not entry.fact.element:
            continue
        known = found.get(entry.fact.element)
        times = (known.times if known else 0) + (entry.fact.kind == "StepCompleted")
        first = known.first if known else entry.at
        found[entry.fact.element] = Visit(times=times, first=first, last=entry.at)
    return {element: visit for element, visit in found.items() if visit.times}


def _light(each: Instalment, today: date) -> Light | None:
    if each.performed_on is not None:
        return Light.DONE
    if each.due_on is None:
        return None
    if each.due_on < today:
        return Light.OVERDUE
    return Light.RED if each.due_on == today else Light.GREEN


def _link(tx: Tx, actor: Actor, number: str, relation: str) -> CaseLink:
    found = tx.cases.id_of(number)
    other = tx.cases.briefs([found]).get(found) if found else None
    seen = other is not None and may(actor, Action.READ_CASE, case_reach(tx, other))
    return CaseLink(number=number, case_id=other.id if other and seen else "", relation=relation)
