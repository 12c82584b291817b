"""What an auditor asks of the audit, as it stands in an address: person, case, action, days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import Depends, Query

from workflows.clock import CHINA
from workflows.errors import ReportPeriodRefused
from workflows.usecases.audit.list_audit import Asked

CSV = "text/csv; charset=utf-8"
MARK = b"\xef\xbb\xbf"
"""Tells spreadsheets that the file is UTF-8."""
LAST_PAGE = 2000
FIRST_YEAR, LAST_YEAR = 1970, 9000


@dataclass(frozen=True)
class Typed:
    """What the auditor typed into the form."""

    who: Annotated[str, Query(max_length=120)] = ""
    case: Annotated[str, Query(max_length=120)] = ""
    action: Annotated[str, Query(max_length=60)] = ""
    since: Annotated[str, Query(max_length=10)] = ""
    until: Annotated[str, Query(max_length=10)] = ""

    def asked(self) -> Asked:
        """Return the question; the last day counts whole.

        Raises:
            ReportPeriodRefused: a day cannot be read.
        """
        until = _morning(self.until)
        return Asked(
            who=self.who.strip(),
            case=self.case.strip(),
            action=self.action.strip(),
            since=_morning(self.since),
            until=until + timedelta(days=1) if until else None,
        )


PageNumber = Annotated[int, Query(ge=1, le=LAST_PAGE)]
Wish = Annotated[Typed, Depends()]


def _morning(typed: str) -> datetime | None:
    if not typed.strip():
        return None
    try:
        day = date.fromisoformat(typed.strip())
        return datetime.combine(day.replace(year=min(max(day.year, FIRST_YEAR), LAST_YEAR)), time(), CHINA)
    except ValueError as error:
        raise ReportPeriodRefused(
            f"{typed!r} is no day; write it as 2026-03-01.",
            zh=f"{typed!r} 不是日期；请写成 2026-03-01。",
            day=typed,
        ) from error
