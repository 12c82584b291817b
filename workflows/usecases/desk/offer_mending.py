"""Offer what mends a case: moving it to another step, undoing it to a revision; without showing what is in it."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.case import CaseStatus
from workflows.domain.permission import Action, may
from workflows.errors import UnknownCase
from workflows.store import Revision
from workflows.usecases.access import case_reach, demand
from workflows.usecases.app import App
from workflows.usecases.engine_at import around, engine_of

STEPS = frozenset(
    {"userTask", "manualTask", "serviceTask", "task", "callActivity", "businessRuleTask", "scriptTask"}
)
NEWEST = 50


@dataclass(frozen=True, kw_only=True)
class MoveChoice:
    """One step by its id in the diagram and its names; where the case stands, by the id of the task."""

    value: str
    name: str
    name_en: str


@dataclass(frozen=True, kw_only=True)
class Mending:
    """What can be chosen: from where to where the case can move, and to which revision it can be undone."""

    case_id: str
    number: str
    status: CaseStatus
    starts: tuple[MoveChoice, ...]
    steps: tuple[MoveChoice, ...]
    revisions: tuple[Revision, ...]
    may_undo: bool


def offer_mending(app: App, actor: Actor, case_id: str) -> Mending:
    """Return what mends the case, for coordinators above it and administrators.

    Raises:
        NotAllowed: the actor moves no cases.
        UnknownCase: there is none, or it does not lie below the coordinator.
    """
    demand(actor, Action.MOVE_CASE)
    now = app.clock.now()
    with app.store.read() as tx:
        case = tx.cases.get(case_id)
        if case is None or not may(actor, Action.MOVE_CASE, case_reach(tx, case)):
            raise UnknownCase(zh="没有这个案件，或者不归您办；请核对案号。", case=case_id)
        engine = engine_of(app, tx, case)
        elements = engine.elements(case.version)
        step = engine.look(case.version, case.state, **around(case, now))
        starts = [MoveChoice(value=t.id, name=t.name, name_en=t.name_en or t.name) for t in step.tasks]
        starts += [MoveChoice(value=each, name=each, name_en=each) for each in step.stuck_at]
        return Mending(
            case_id=case.id,
            number=case.number,
            status=case.status,
            starts=tuple(starts) if case.status is CaseStatus.OPEN else (),
            steps=tuple(
                MoveChoice(value=each.id, name=each.name, name_en=each.name_en or each.name)
                for each in elements.values()
                if each.kind in STEPS and each.name
            ),
            revisions=tuple(reversed(tx.cases.history(case.id)))[1 : NEWEST + 1],
            may_undo=may(actor, Action.UNDO_CASE, case_reach(tx, case)),
        )
