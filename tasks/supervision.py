"""Supervision: the daily list of what is late, and the weekly and monthly counts, as Prefect artifacts."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from prefect import Flow, flow
from prefect.artifacts import acreate_table_artifact

from workflows.clock import CHINA
from workflows.usecases.app import App
from workflows.usecases.list_late import Late, list_late


def late_rows(late: list[Late]) -> list[dict[str, str]]:
    """Return the list of late steps as table rows, opaque ids only."""
    return [
        {
            "case": each.case_id,
            "element": each.element,
            "role": each.role,
            "org": each.org_id,
            "due": each.due_at.astimezone(CHINA).date().isoformat(),
            "days_late": str(each.days_late),
        }
        for each in late
    ]


def supervising(app: App) -> Flow[[], Coroutine[Any, Any, int]]:
    """Return the flow of the daily supervision list (定期督办), bound to *app*."""

    @flow(name="daily-supervision", log_prints=False, persist_result=False)
    async def supervision_flow() -> int:
        late = await asyncio.to_thread(list_late, app)
        if late:
            await acreate_table_artifact(
                key="supervision", table=late_rows(late), description=f"late: {len(late)}"
            )
        return len(late)

    return supervision_flow
