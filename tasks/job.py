"""A job of the runner: one kind of work, begun when there is any, never twice at once, and calmer after failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks.report import Report

LONGEST_CALM = timedelta(minutes=1)


@dataclass
class Job:
    """What to look for, what to do, and how it went lately."""

    name: str
    wanted: Callable[[datetime], bool]
    work: Callable[[], Report]
    busy: bool = False
    failures: int = 0
    calm_until: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """Return whether the job is at work, or waits after having failed."""
        calm = self.calm_until - now if self.calm_until is not None else timedelta()
        return self.busy or timedelta() < calm <= LONGEST_CALM  # more would be a clock that was set back

    def went(self, report: Report | None, now: datetime) -> None:
        """Note how it went (None: it broke off); one that only fails is asked less and less often."""
        well = report is not None and (report.done > 0 or report.failed == 0)
        self.failures = 0 if well else self.failures + 1
        wait = min(timedelta(seconds=2**self.failures), LONGEST_CALM)
        self.calm_until = None if well else now + wait
