"""Delivery: run the errands that reach people and courts, each once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from pydantic import JsonValue

from tasks.channels import archive, court, desk, evidence, scanner
from tasks.errands import Delivered, Round, run_errands
from tasks.report import Report
from workflows.domain.outbox import Errand
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


def deliver(app: App, owner: str, *, batch: int = 50) -> Delivered:
    """Return what was delivered of the errands that are ready."""

    def run(errand: Errand) -> None:
        record_delivery(app, errand.id, CHANNELS[errand.kind](app, errand))

    def put_off(errand: Errand, error: str, retry_at: datetime, _: Exception) -> None:
        record_failed_errand(app, errand, error, retry_at=retry_at)

    return run_errands(app, owner, Round(CHANNELS, batch, LEASE), run, put_off)


def report(delivered: Delivered) -> Report:
    """Return the round as a table: what failed first, then what was delivered."""
    failed = [{"errand": e.id, "kind": e.kind, "outcome": error[:160]} for e, error in delivered.failed]
    done = [{"errand": e.id, "kind": e.kind, "outcome": "done"} for e in delivered.done]
    return Report(artifact="deliveries", rows=[*failed, *done], done=len(done), failed=len(failed))
