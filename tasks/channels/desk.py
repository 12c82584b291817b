"""The desks of this installation: a notice or a package appears on the work list of whom it is for."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from workflows.domain.outbox import Errand
from workflows.usecases.app import App


def send(app: App, errand: Errand) -> Mapping[str, JsonValue]:
    """Put a notice on the desk of those concerned; returns where it went, by opaque ids."""
    with app.store.read() as tx:
        item = tx.work.get(str(errand.payload.get("item") or ""))
        to = (item.assignee or f"{item.role}@{item.org_id}") if item else ""
    return {"channel": "desk", "to": to, "notice": errand.payload.get("notice")}
