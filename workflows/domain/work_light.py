"""The light of a work item: from its due instant alone, for lists of many."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from workflows.clock import legal_day
from workflows.domain.light import Light

INSTANT = timedelta(microseconds=1)


def last_day(due_at: datetime) -> date:
    """Return the last calendar day in China on which it can still be done; *due_at* is the first instant too late."""
    return legal_day(due_at - INSTANT)


def days_left(due_at: datetime, now: datetime) -> int:
    """Return the days from today to the last day: 0 on the last day, negative once it is over."""
    return (last_day(due_at) - legal_day(now)).days


def work_light(due_at: datetime | None, now: datetime, yellow_days: int) -> Light | None:
    """Return the light of *due_at*, yellow from *yellow_days* before its end; None where no period limits the work."""
    if due_at is None:
        return None
    if due_at <= now:
        return Light.OVERDUE
    if last_day(due_at) == legal_day(now):
        return Light.RED
    return Light.YELLOW if due_at - timedelta(days=yellow_days) <= now else Light.GREEN
