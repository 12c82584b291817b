"""The audit for the auditor: who did or read what, narrowed by person, case, action and time, or as a file."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from workflows.domain.permission import Action
from workflows.usecases.audit.list_audit import as_csv, list_audit, rows_of
from workflows.web.attachment import attachment
from workflows.web.audit_wish import CSV, MARK, PageNumber, Wish
from workflows.web.doors import PageDoor
from workflows.web.identity import Machine, Me
from workflows.web.lanes import Aside
from workflows.web.pages.page import show

router = APIRouter(include_in_schema=False, route_class=Aside)


@router.get("/audit", dependencies=[Depends(PageDoor(Action.READ_AUDIT))])
def audit(
    request: Request,
    machine: Machine,
    me: Me,
    wish: Wish,
    page: PageNumber = 1,
) -> Response:
    """Show one page of rows, newest first."""
    return show(request, "audit.html", found=list_audit(machine, me, wish.asked(), page=page), wish=wish)


@router.get("/audit/export", dependencies=[Depends(PageDoor(Action.READ_AUDIT))])
def export(machine: Machine, me: Me, wish: Wish) -> Response:
    """Return the rows as a file; that it was taken is a row itself."""
    content = as_csv(rows_of(machine, me, wish.asked()))
    return Response(MARK + content.encode(), media_type=CSV, headers=attachment("audit.csv"))
