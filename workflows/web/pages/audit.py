"""The audit for the auditor: who did or read what, narrowed by person, case, action and time, or as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from workflows.clock import CHINA
from workflows.domain.permission import Action
from workflows.errors import ReportPeriodRefused
from workflows.usecases.audit.list_audit import Asked, as_csv, list_audit, rows_of
from workflows.web.attachment import attachment
from workflows.web.doors import PageDoor
from workflows.web.identity import Machine, Me
from workflows.web.pages.page import show

router = APIRouter(include_in_schema=False)
CSV = "text/csv; charset=utf-8"
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


Wish = Annotated[Typed, Depends()]


@router.get("/audit", dependencies=[Depends(PageDoor(Action.READ_AUDIT))])
def audit(
    request: Request,
    machine: Machine,
    me: Me,
    wish: Wish,
    page: Annotated[int, Query(ge=1, le=LAST_PAGE)] = 1,
) -> Response:
    """Show one page of rows, newest first."""
    return show(request, "audit.html", found=list_audit(machine, me, wish.asked(), page=page), wish=wish)


@router.get("/audit/export", dependencies=[Depends(PageDoor(Action.READ_AUDIT))])
def export(machine: Machine, me: Me, wish: Wish) -> Response:
    """Return the rows as a file; that it was taken is a row itself."""
    content = as_csv(rows_of(machine, me, wish.asked()))
    return Response(b"\xef\xbb\xbf" + content.encode(), media_type=CSV, headers=attachment("audit.csv"))


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
