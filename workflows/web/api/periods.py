"""Periods: from a day to a day, with the reasons."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from workflows.domain.permission import Action
from workflows.errors import PeriodLengthRefused
from workflows.web.api.models import PeriodIn, PeriodOut
from workflows.web.doors import ProgramDoor
from workflows.web.identity import Machine

router = APIRouter(tags=["periods"])


@router.post("/periods", dependencies=[Depends(ProgramDoor(Action.COMPUTE_PERIOD))])
def compute(machine: Machine, body: PeriodIn) -> PeriodOut:
    """Return when a period ends and why; changes nothing."""
    law = machine.law("")
    if body.rule:
        result = law.due(body.rule, body.start, length=body.length, unit=body.unit or None)
    elif body.length:
        result = law.after(body.start, body.length, body.unit or "day")
    else:
        raise PeriodLengthRefused(zh="请写明法定期间的编号，或长度和单位。")
    return PeriodOut(
        end=result.end_day,
        ends_at=result.ends_at,
        provisional=result.provisional,
        explanation=list(result.explanation.sentences("zh")),
        explanation_en=list(result.explanation.sentences("en")),
    )
