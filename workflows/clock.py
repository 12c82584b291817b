"""The clock: the only place that asks the machine for the time."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
"""Legal days begin and end here, whatever the machine's own zone is."""


class Clock(Protocol):
    """Tells the present instant, aware and in UTC."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        ...

    def ticks(self) -> float:
        """Return seconds since some fixed moment, which nobody can set; time asleep counts."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one door to the machine's clock

    def ticks(self) -> float:
        """Return seconds since the machine was started; where the system cannot count its sleep, without it."""
        return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def legal_day(instant: datetime) -> date:
    """Return the calendar day in China on which *instant* falls.

    Raises:
        ValueError: *instant* carries no time zone.
    """
    if instant.tzinfo is None:
        raise ValueError("Expected an instant with a time zone, but it has none; say which zone it is in.")
    return instant.astimezone(CHINA).date()
