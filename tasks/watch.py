"""The watch: fire what is due, and say what fired, what failed and how late."""

from __future__ import annotations

from tasks.report import Report
from workflows.clock import CHINA
from workflows.domain.timer import Timer
from workflows.usecases.app import App
from workflows.usecases.sweep_deadlines import Swept, sweep_deadlines


def sweep(app: App, owner: str) -> Report:
    """Return what one sweep fired."""
    return report(sweep_deadlines(app, owner=owner))


def report(swept: Swept) -> Report:
    """Return the sweep as a table: what failed first, then what fired with its lateness in seconds."""
    failed = [_row(timer, f"failed: {error[:120]}", "") for timer, error in swept.failed]
    fired = [_row(timer, "fired", f"{late:.0f}") for timer, late in swept.fired]
    return Report(artifact="sweep", rows=[*failed, *fired], done=len(fired), failed=len(failed))


def _row(timer: Timer, outcome: str, late: str) -> dict[str, str]:
    return {
        "timer": timer.id,
        "element": timer.element,
        "rule": timer.rule,
        "due": timer.due_at.astimezone(CHINA).isoformat(timespec="minutes"),
        "outcome": outcome,
        "late_s": late,
    }
