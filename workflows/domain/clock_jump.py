"""A jump of the clock: the machine's clock does not agree with the database's, or with the time that passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

BOUND = timedelta(minutes=5)
"""Machines whose clocks are kept in step differ by milliseconds; nobody sets one by less than this by mistake."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What the clocks said at one moment: the machine, its unsettable count of seconds, and the database server.

    `database` is None where the database has no clock of its own.
    """

    machine: datetime
    ticks: float
    database: datetime | None = None


def jump(now: Reading, *, good: Reading | None = None, kept: datetime | None = None) -> timedelta | None:
    """Return by how much the machine's clock is wrong (positive: it is ahead), or None while it is to be trusted.

    Args:
        now: what the clocks say.
        good: an earlier reading that was trusted; since then as many seconds must have passed as were counted.
        kept: the latest instant this machine wrote down itself; it cannot lie in the future.
    """
    differences = []
    if now.database is not None:
        differences.append(now.machine - now.database)
    elif good is not None:
        differences.append(now.machine - good.machine - timedelta(seconds=now.ticks - good.ticks))
    elif kept is not None and kept > now.machine:
        differences.append(now.machine - kept)
    return next((each for each in differences if abs(each) > BOUND), None)
