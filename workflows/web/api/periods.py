"""Periods: from a day to a day, with the reasons."""

from __future__ import annotations

from datetime import date

from fastapi import Depends

from workflows.domain.permission import Action
from workflows.errors import PeriodLengthRefused
from workflows.web.api.ground import under_api
from workflows.web.api.models import Out, PeriodIn, PeriodOut
from workflows.web.doors import ProgramDoor
from workflows.web.identity import Machine

router = under_api("periods")


class RuleOut(Out):
    """One statutory period: what starts it, how long it is, by which article of which source."""

    id: str
    title: str
    title_en: str
    trigger: str
    trigger_en: str
    length: int | None
    unit: str
    article: str
    article_en: str
    source: str
    in_force_from: date | None
    in_force_to: date | None
    verified: bool


@router.get("/periods/rules", dependencies=[Depends(ProgramDoor(Action.COMPUTE_PERIOD))])
def rules(machine: Machine) -> list[RuleOut]:
    """Return the statutory periods that are known."""
    return [RuleOut.model_validate(each) for each in machine.law("").rules]


@router.post("/periods", dependencies=[Depends(ProgramDoor(Action.COMPUTE_PERIOD))])
def compute(machine: Machine, body: PeriodIn) -> PeriodOut:
    """Return when a period ends and why; changes nothing."""
    law = machine.law("")
    if body.rule:
        result = law.held(law.due(body.rule, body.start, length=body.length, unit=body.unit or None))
    elif body.length:
        result = law.held(law.after(body.start, body.length, body.unit or "day"))
    else:
        raise PeriodLengthRefused(zh="请写明法定期间的编号，或长度和单位。")
    return PeriodOut(
        end=result.end_day,
        ends_at=result.ends_at,
        provisional=result.provisional,
        explanation=list(result.explanation.sentences("zh")),
        explanation_en=list(result.explanation.sentences("en")),
    )
