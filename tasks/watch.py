"""The watch: fire what is due, and show in Prefect what fired, what failed and how late."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from prefect import Flow, flow
from prefect.artifacts import acreate_table_artifact

from workflows.clock import CHINA
from workflows.usecases.app import App
from workflows.usecases.sweep_deadlines import Swept, sweep_deadlines

SHOWN = 200


def sweep(app: App, owner: str) -> Swept:
    """Return what one sweep fired; works without Prefect."""
    return sweep_deadlines(app, owner=owner)


def rows(swept: Swept) -> list[dict[str, str]]:
    """Return the sweep as table rows, opaque ids only: what fired, what failed, how late in seconds."""
    fired = [
        {
            "timer": timer.id,
            "element": timer.element,
            "rule": timer.rule,
            "due": timer.due_at.astimezone(CHINA).isoformat(timespec="minutes"),
            "outcome": "fired",
            "late_s": f"{late:.0f}",
        }
        for timer, late in swept.fired
    ]
    failed = [
        {
            "timer": timer.id,
            "element": timer.element,
            "rule": timer.rule,
            "due": timer.due_at.astimezone(CHINA).isoformat(timespec="minutes"),
            "outcome": f"failed: {error[:120]}",
            "late_s": "",
        }
        for timer, error in swept.failed
    ]
    return [*failed, *fired][:SHOWN]


def watching(app: App, owner: str) -> Flow[[], Coroutine[Any, Any, int]]:
    """Return the Prefect flow of a sweep, bound to *app*; it runs in the runner's own process."""

    @flow(name="sweep-deadlines", log_prints=False, persist_result=False)
    async def sweep_flow() -> int:
        swept = await asyncio.to_thread(sweep, app, owner)
        if swept.fired or swept.failed:
            await acreate_table_artifact(
                key="sweep",
                table=rows(swept),
                description=f"fired {len(swept.fired)}, failed {len(swept.failed)}, skipped {swept.skipped}",
            )
        return len(swept.fired)

    return sweep_flow
