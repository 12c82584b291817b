"""The light of a deadline: green, yellow before its end, red on its last day, overdue after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from workflows.clock import CHINA
from workflows.domain.calendar import Calendar
from workflows.domain.deadline import CLOSED, DeadlineState, DeadlineStatus
from workflows.domain.period import PeriodResult, corresponding_day
from workflows.domain.period_rule import PeriodRule, Unit, Warn

ONE_DAY = timedelta(days=1)
ONE_HOUR = timedelta(hours=1)
MONTHS_A_YEAR = 12


class Light(StrEnum):
    """What a mediator sees beside a deadline."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    OVERDUE = "overdue"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True)
class LightChange:
    """The instant at which a deadline takes this light."""

    light: Light
    at: datetime


def light_changes(result: PeriodResult, rule: PeriodRule, calendar: Calendar) -> tuple[LightChange, ...]:
    """Return when the deadline turns yellow, red and overdue, in this order.

    Yellow comes ``rule.warn`` before the end, but not before counting began; red with the last day (the last
    hour of an hour period); overdue at the first instant that is too late.
    """
    if isinstance(result.end, datetime):
        begun = result.explanation.first_counted
        red = result.ends_at - ONE_HOUR
        yellow = result.ends_at - timedelta(hours=rule.warn.length)
        earliest = begun if isinstance(begun, datetime) else red
        return _in_order(max(yellow, earliest), max(red, earliest), result.ends_at)
    first = result.explanation.first_counted
    yellow_day = max(_before(result.end_day, rule.warn, calendar), first)
    return _in_order(_midnight(yellow_day), _midnight(result.end_day), result.ends_at)


def light_at(state: DeadlineState, rule: PeriodRule, calendar: Calendar, now: datetime) -> Light:
    """Return the light that *state* shows at the instant *now*."""
    if state.status in CLOSED:
        return Light.DONE
    if state.status is DeadlineStatus.SUSPENDED:
        return Light.STOPPED
    passed = [each.light for each in light_changes(state.stages[-1], rule, calendar) if each.at <= now]
    return passed[-1] if passed else Light.GREEN


def _in_order(yellow: datetime, red: datetime, overdue: datetime) -> tuple[LightChange, ...]:
    return (
        LightChange(Light.YELLOW, min(yellow, red)),
        LightChange(Light.RED, red),
        LightChange(Light.OVERDUE, overdue),
    )


def _before(end: date, warn: Warn, calendar: Calendar) -> date:
    if warn.unit is Unit.WORKING_DAY:
        day, left = end, warn.length
        while left:
            day -= ONE_DAY
            left -= calendar.is_working_day(day)
        return day
    if warn.unit in (Unit.MONTH, Unit.YEAR):
        months = warn.length * (MONTHS_A_YEAR if warn.unit is Unit.YEAR else 1)
        return corresponding_day(end, -months)
    return end - timedelta(days=warn.length)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, CHINA)
