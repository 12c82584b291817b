"""The statutory period that runs for a whole case: what limits a step that has no period of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workflows.domain.light import Light
from workflows.domain.timer import Timer
from workflows.domain.work_light import days_left, last_day, work_light
from workflows.store import Tx


@dataclass(frozen=True, kw_only=True)
class RunningPeriod:
    """The statutory period of a case that ends first, as a list shows it."""

    name: str
    name_en: str
    rule: str
    explanation: str
    explanation_en: str
    due_at: datetime
    light: Light | None
    last_day: date
    days_left: int


def running_periods(
    tx: Tx, case_ids: Collection[str], now: datetime, yellow_days: int
) -> Mapping[str, RunningPeriod]:
    """Return the running statutory period of each of these cases that ends first, by case id.

    It is the one whose end each open work item of the case keeps as its `limit_at`.
    """
    limits = tx.timers.limits_of(case_ids) if case_ids else {}
    return {case_id: _running(timer, now, yellow_days) for case_id, timer in limits.items()}


def _running(timer: Timer, now: datetime, yellow_days: int) -> RunningPeriod:
    return RunningPeriod(
        name=timer.name or timer.rule,
        name_en=timer.name_en or timer.name or timer.rule,
        rule=timer.rule,
        explanation=timer.explanation,
        explanation_en=timer.explanation_en,
        due_at=timer.due_at,
        light=work_light(timer.due_at, now, yellow_days),
        last_day=last_day(timer.due_at),
        days_left=days_left(timer.due_at, now),
    )
