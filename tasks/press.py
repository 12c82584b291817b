"""The press: take the papers that are wanted, print each, keep its files, and record it."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from tasks.printers import print_paper
from tasks.report import Report
from workflows.domain.outbox import Errand
from workflows.domain.paper import PaperStatus
from workflows.errors import HeweiError, Refused
from workflows.usecases.app import App
from workflows.usecases.compose_paper import compose_paper
from workflows.usecases.order_papers import RENDER
from workflows.usecases.record_delivery import record_failed_errand
from workflows.usecases.record_document import Made, find_paper, record_document, record_failed_document

LEASE = timedelta(minutes=5)


@dataclass
class Pressed:
    """What one run of the press made, and what failed with the sentence."""

    made: list[tuple[str, str, float]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


def press(app: App, owner: str, fonts: Path, *, batch: int = 20, most: int = 5000) -> Pressed:
    """Return what was made of the papers wanted now; a paper that cannot be made does not stop the others."""
    pressed = Pressed()
    while len(pressed.made) + len(pressed.failed) < most:
        now = app.clock.now()
        with app.store.write() as tx:
            taken = tx.outbox.take(now, kinds=[RENDER], owner=owner, lease_until=now + LEASE, limit=batch)
        for errand in taken:
            _make(app, errand, fonts, pressed)
        if len(taken) < batch:
            break
    return pressed


def _make(app: App, errand: Errand, fonts: Path, pressed: Pressed) -> None:
    paper_id = str(errand.payload["paper"])
    try:
        made = make_paper(app, paper_id, fonts)
        pressed.made.append((paper_id, made, (app.clock.now() - errand.created_at).total_seconds()))
    except Refused as refusal:
        # What the template or the data lacks does not come by waiting: a person has to look.
        record_failed_document(app, paper_id, refusal.zh)
        with app.store.write() as tx:
            tx.outbox.done(errand.id)
        pressed.failed.append((paper_id, refusal.message))
    except Exception as fault:  # noqa: BLE001 - one broken paper must not stop the press; it is counted and shown
        error = fault.message if isinstance(fault, HeweiError) else traceback.format_exc(limit=-3)
        retry_at = app.clock.now() + timedelta(seconds=2 ** min(errand.attempts, 8) * 5)
        if record_failed_errand(app, errand, error, retry_at=retry_at):
            record_failed_document(app, paper_id, error)
        pressed.failed.append((paper_id, error))


def make_paper(app: App, paper_id: str, fonts: Path) -> str:
    """Make one paper and return the sha256 of its PDF; a paper made before is not made again.

    Raises:
        UnknownPaper: no such paper was wanted.
        TemplateFault: its template cannot be used.
        PrinterUnavailable: this machine lacks what the printer needs; the message says what to install.
    """
    with app.store.read() as tx:
        paper = find_paper(tx, paper_id)
        if paper.status is PaperStatus.MADE:
            return paper.pdf_sha256
        rendered = compose_paper(app, tx, paper)
    printed = print_paper(rendered, fonts)
    made = Made(
        pdf_sha256=app.files.put(printed.pdf),
        docx_sha256=app.files.put(printed.docx),
        template_version=rendered.template_version,
        data_digest=rendered.data_digest,
        pages=printed.pages,
    )
    return record_document(app, paper_id, made).pdf_sha256


def report(pressed: Pressed) -> Report:
    """Return the run as a table: what failed first, then what was made and how long after it was wanted."""
    failed = [{"paper": p, "outcome": error[:160], "sha256": "", "late_s": ""} for p, error in pressed.failed]
    made = [
        {"paper": p, "outcome": "made", "sha256": s, "late_s": f"{late:.1f}"} for p, s, late in pressed.made
    ]
    return Report(artifact="papers", rows=[*failed, *made], done=len(made), failed=len(failed))
