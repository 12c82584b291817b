"""The audit for an auditor's program: the same rows as on the page, or the newest as a file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fastapi import Depends, Response

from workflows.domain.permission import Action
from workflows.usecases.audit.list_audit import AuditLine, as_csv, list_audit, rows_of
from workflows.web.api.ground import under_api
from workflows.web.api.models import Out
from workflows.web.attachment import attachment
from workflows.web.audit_wish import CSV, MARK, PageNumber, Wish
from workflows.web.doors import ProgramDoor
from workflows.web.identity import Machine, Me

router = under_api("audit", "/audit")
READ = [Depends(ProgramDoor(Action.READ_AUDIT))]
FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The rows.", "content": {"text/csv": {}}}}


class AuditRowOut(Out):
    """One row: its lane and place there, who did what to which thing, and the hashes that hold the lane together."""

    lane: int
    seq: int
    at: datetime
    actor: str
    who: str
    action: str
    case_id: str
    number: str
    thing: str
    reason: str
    place: str
    result: str
    prev: str
    hash: str

    @classmethod
    def of(cls, line: AuditLine) -> AuditRowOut:
        """Return the row as it is sent."""
        return cls(**vars(line.entry), who=line.who, number=line.number)


class AuditPageOut(Out):
    """One page, newest first; `more` says that another follows, `unknown` what was asked for and stands nowhere."""

    rows: list[AuditRowOut]
    page: int
    more: bool
    unknown: list[str]


@router.get("", dependencies=READ)
def rows(machine: Machine, me: Me, wish: Wish, page: PageNumber = 1) -> AuditPageOut:
    """Return one page of rows, newest first."""
    found = list_audit(machine, me, wish.asked(), page=page)
    rows = list(map(AuditRowOut.of, found.lines))
    return AuditPageOut(rows=rows, page=found.page, more=found.more, unknown=list(found.unknown))


@router.get("/export", dependencies=READ, responses=FILE, response_class=Response)
def export(machine: Machine, me: Me, wish: Wish) -> Response:
    """Return the rows as a file; that it was taken is a row itself."""
    content = as_csv(rows_of(machine, me, wish.asked()))
    return Response(MARK + content.encode(), media_type=CSV, headers=attachment("audit.csv"))
