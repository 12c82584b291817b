"""Delivery: run the errands that reach people and courts, each once."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from pydantic import JsonValue

from tasks.channels import archive, court, desk, evidence, scanner
from tasks.report import Report
from workflows.domain.outbox import Errand
from workflows.errors import HeweiError
from workflows.usecases.app import App
from workflows.usecases.intake.attach_files import SCAN
from workflows.usecases.open_linked_case import OPERATION, open_linked_case
from workflows.usecases.order_papers import BIND
from workflows.usecases.propose_mediators import OPERATION as ASSIGN
from workflows.usecases.propose_mediators import assign_mediator
from workflows.usecases.record_delivery import record_delivery, record_failed_errand
from workflows.usecases.signing.complete_signing import SEAL

LEASE = timedelta(minutes=2)
Channel = Callable[[App, Errand], Mapping[str, JsonValue]]

CHANNELS: Mapping[str, Channel] = {
    "send": desk.send,
    "file-with-court": court.file_with_court,
    BIND: archive.bind,
    SEAL: evidence.seal,
    OPERATION: open_linked_case,
    ASSIGN: assign_mediator,
    SCAN: scanner.scan,
}
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
        except Exception as fault:  # noqa: BLE001 - one bad errand must not stop the others; it is counted and shown
            error = fault.message if isinstance(fault, HeweiError) else traceback.format_exc(limit=-3)
            retry_at = app.clock.now() + timedelta(seconds=2 ** min(errand.attempts, 10) * 15)
            record_failed_errand(app, errand, error, retry_at=retry_at)
            delivered.failed.append((errand, error))
    return delivered


def report(delivered: Delivered) -> Report:
    """Return the round as a table: what failed first, then what was delivered."""
    failed = [{"errand": e.id, "kind": e.kind, "outcome": error[:160]} for e, error in delivered.failed]
    done = [{"errand": e.id, "kind": e.kind, "outcome": "done"} for e in delivered.done]
    return Report(artifact="deliveries", rows=[*failed, *done], done=len(done), failed=len(failed))
