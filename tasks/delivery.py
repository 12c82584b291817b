"""Delivery: run the errands that reach people and courts, each once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from prefect import Flow, flow
from prefect.artifacts import acreate_table_artifact
from pydantic import JsonValue

from tasks.channels import court, desk
from workflows.domain.outbox import Errand
from workflows.errors import HeweiError
from workflows.usecases.app import App
from workflows.usecases.record_delivery import record_delivery, record_failed_errand

LEASE = timedelta(minutes=2)
Channel = Callable[[App, Errand], Mapping[str, JsonValue]]

CHANNELS: Mapping[str, Channel] = {"send": desk.send, "file-with-court": court.file_with_court}
"""Which channel runs an errand of which kind."""


@dataclass
class Delivered:
    """What one round delivered, and what failed with the sentence."""

    done: list[Errand] = field(default_factory=list)
    failed: list[tuple[Errand, str]] = field(default_factory=list)


def deliver(app: App, owner: str, *, batch: int = 50) -> Delivered:
    """Return what was delivered of the errands that are ready."""
    delivered = Delivered()
    now = app.clock.now()
    with app.store.write() as tx:
        taken = tx.outbox.take(now, kinds=list(CHANNELS), owner=owner, lease_until=now + LEASE, limit=batch)
    for errand in taken:
        try:
            record_delivery(app, errand.id, CHANNELS[errand.kind](app, errand))
            delivered.done.append(errand)
        except (HeweiError, OSError) as fault:
            error = fault.message if isinstance(fault, HeweiError) else str(fault)
            retry_at = app.clock.now() + timedelta(seconds=2 ** min(errand.attempts, 10) * 15)
            record_failed_errand(app, errand, error, retry_at=retry_at)
            delivered.failed.append((errand, error))
    return delivered


def delivering(app: App, owner: str) -> Flow[[], Coroutine[Any, Any, int]]:
    """Return the Prefect flow of a delivery round, bound to *app*; it runs in the runner's own process."""

    @flow(name="deliver", log_prints=False, persist_result=False)
    async def deliver_flow() -> int:
        delivered = await asyncio.to_thread(deliver, app, owner)
        table = [{"errand": e.id, "kind": e.kind, "outcome": "done"} for e in delivered.done]
        table += [{"errand": e.id, "kind": e.kind, "outcome": error[:160]} for e, error in delivered.failed]
        if table:
            await acreate_table_artifact(key="deliveries", table=table[:200])
        return len(delivered.done)

    return deliver_flow
