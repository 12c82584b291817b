"""List what is late: every open step whose binding instant has passed, the latest first (定期督办)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.usecases.app import App


@dataclass(frozen=True, kw_only=True)
class Late:
    """One step that should have been done; whole days since the instant that binds it."""

    case_id: str
    element: str
    role: str
    org_id: str
    due_at: datetime
    days_late: int


def list_late(app: App, *, limit: int = 1000) -> list[Late]:
    """Return up to *limit* open steps past the instant that binds them."""
    now = app.clock.now()
    with app.store.read() as tx:
        items = tx.work.overdue(now, limit=limit)
    return [
        Late(
            case_id=item.case_id,
            element=item.element,
            role=item.role,
            org_id=item.org_id,
            due_at=item.binds_at,
            days_late=(now - item.binds_at).days,
        )
        for item in items
        if item.binds_at is not None
    ]
