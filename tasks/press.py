"""The press: take the papers that are wanted, print them on warm workers, keep their files, and record them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from tasks.printers.pool import PrinterPool
from tasks.printers.worker import Finished
from tasks.report import Report
from workflows.domain.outbox import DamagedErrand, Errand
from workflows.domain.paper import PaperStatus
from workflows.errors import HeweiError, Refused, TemplateFault
from workflows.errors.kept import in_both
from workflows.errors.trace import where
from workflows.usecases.app import App
from workflows.usecases.compose_paper import PaperOrder, collect_paper
from workflows.usecases.order_papers import RENDER
from workflows.usecases.record_delivery import record_damaged_errand, record_failed_errand
from workflows.usecases.record_document import Made, find_paper, record_document, record_failed_document

LEASE = timedelta(minutes=5)
BATCH = 64
MOST = 192
"""Papers of one run, so that it ends within the minute Prefect gives it; the next follows at once."""


@dataclass
class Pressed:
    """What one run of the press made, and what failed with the sentence.

    `memory` is the largest worker's in MB, `processor` the processor time of all workers together in seconds.
    """

    made: list[tuple[str, str, float]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    memory: float = 0.0
    processor: float = 0.0

    @property
    def count(self) -> int:
        """Return how many papers were looked at."""
        return len(self.made) + len(self.failed)


def press(app: App, owner: str, pool: PrinterPool, *, batch: int = BATCH, most: int = MOST) -> Pressed:
    """Return what was made of the papers wanted now; a paper that cannot be made does not stop the others."""
    pressed = Pressed()
    while pressed.count < most and not pool.stopped:
        now = app.clock.now()
        with app.store.write() as tx:
            taken = tx.outbox.take(now, kinds=[RENDER], owner=owner, lease_until=now + LEASE, limit=batch)
        errands = {_paper_of(errand): errand for errand in taken}
        for paper_id, errand in list(errands.items()):
            if isinstance(errand, DamagedErrand):
                pressed.failed.append((paper_id, record_damaged_errand(app, errand)))
                del errands[paper_id]
        orders = _collect(app, errands, pressed)
        for order, outcome in pool.print_each(orders):
            _record(app, errands[order.paper_id], outcome, order, pressed)
        if len(taken) < batch:
            break
    return pressed


def report(pressed: Pressed) -> Report:
    """Return the run as a table: what failed first, then what was made and how long after it was wanted."""
    failed = [{"paper": p, "outcome": error[:160], "sha256": "", "late_s": ""} for p, error in pressed.failed]
    made = [
        {"paper": p, "outcome": "made", "sha256": s, "late_s": f"{late:.1f}"} for p, s, late in pressed.made
    ]
    return Report(artifact="papers", rows=[*failed, *made], done=len(made), failed=len(failed))


def _collect(app: App, errands: Mapping[str, Errand], pressed: Pressed) -> list[PaperOrder]:
    """Return what can be printed; papers made before are left alone, and what cannot be collected is recorded."""
    orders, broken = [], []
    with app.store.read() as tx:
        for paper_id, errand in errands.items():
            try:
                paper = find_paper(tx, paper_id)
                if paper.status is PaperStatus.MADE:
                    pressed.made.append((paper_id, paper.pdf_sha256, 0.0))
                else:
                    orders.append(collect_paper(app, tx, paper))
            except Exception as error:  # noqa: BLE001 - one broken paper must not stop the press; it is counted and shown
                broken.append((errand, error))
    for errand, fault in broken:
        _failed(app, errand, fault, pressed)
    return orders


def _record(
    app: App, errand: Errand, outcome: Finished | Exception, order: PaperOrder, pressed: Pressed
) -> None:
    if isinstance(outcome, Exception):
        _failed(app, errand, outcome, pressed)
        return
    try:
        app.files.put(order.bundle.content)
        made = Made(
            pdf_sha256=app.files.put(outcome.pdf),
            docx_sha256=app.files.put(outcome.docx),
            template_version=outcome.template_version,
            data_digest=outcome.data_digest,
            pages=outcome.pages,
            check_code=outcome.check_code,
            ofd_sha256=app.files.put(outcome.ofd) if outcome.ofd else "",
        )
        record_document(app, order.paper_id, made)
    except Exception as fault:  # noqa: BLE001 - one paper that cannot be kept must not stop the others
        _failed(app, errand, fault, pressed)
        return
    pressed.processor += outcome.processor
    pressed.memory = max(pressed.memory, outcome.memory)
    late = (app.clock.now() - errand.created_at).total_seconds()
    pressed.made.append((order.paper_id, made.pdf_sha256, late))


def _paper_of(errand: Errand) -> str:
    return errand.id.removeprefix("paper:")


def _failed(app: App, errand: Errand, fault: Exception, pressed: Pressed) -> None:
    paper_id = _paper_of(errand)
    if isinstance(fault, Refused | TemplateFault):
        # What the template or the data lacks does not come by waiting: a person has to look.
        record_failed_document(app, paper_id, in_both(fault))
        with app.store.write() as tx:
            tx.outbox.done(errand.id)
        pressed.failed.append((paper_id, fault.message))
        return
    error = in_both(fault) if isinstance(fault, HeweiError) else where(fault)
    retry_at = app.clock.now() + timedelta(seconds=2 ** min(errand.attempts, 8) * 5)
    if record_failed_errand(app, errand, error, retry_at=retry_at):
        record_failed_document(app, paper_id, error)
    pressed.failed.append((paper_id, error))
