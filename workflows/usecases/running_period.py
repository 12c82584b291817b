"""The statutory period that runs for a whole case: what limits a step that has no period of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from workflows.domain.light import Light
from workflows.domain.timer import Timer, TimerKind
from workflows.domain.work_light import days_left, last_day, work_light
from workflows.store import Tx
from workflows.usecases.due import NEVER


@dataclass(frozen=True, kw_only=True)
class RunningPeriod:
    """The statutory period of a case that ends first, as a list shows it."""

    name: str
    name_en: str
    rule: str
    explanation: str
    explanation_en: str
    light: Light | None
    last_day: date
    days_left: int


def running_periods(
    tx: Tx, case_ids: Collection[str], now: datetime, yellow_days: int
) -> Mapping[str, RunningPeriod]:
    """Return the running statutory period of each of these cases that ends first, by case id.

    Warnings before a step's own date are left out: the step shows that date itself.
    """
    found: dict[str, RunningPeriod] = {}
    for timer in tx.timers.due_of(case_ids, NEVER) if case_ids else ():
        if timer.rule and timer.kind is TimerKind.ENGINE and timer.case_id not in found:
            found[timer.case_id] = _running(timer, now, yellow_days)
    return found


def _running(timer: Timer, now: datetime, yellow_days: int) -> RunningPeriod:
    return RunningPeriod(
        name=timer.name or timer.rule,
        name_en=timer.name_en or timer.name or timer.rule,
        rule=timer.rule,
        explanation=timer.explanation,
        explanation_en=timer.explanation_en,
        light=work_light(timer.due_at, now, yellow_days),
        last_day=last_day(timer.due_at),
        days_left=days_left(timer.due_at, now),
    )
