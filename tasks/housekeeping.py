"""Housekeeping: what only served a repeated command or a login is forgotten at night; numbers only."""

from __future__ import annotations

from tasks.report import Report
from workflows.usecases.app import App
from workflows.usecases.tidy_up import tidy_up


def tidied(app: App) -> Report:
    """Return how much was forgotten, and how many days each kind is kept."""
    done = tidy_up(app)
    rows = [
        {"what": "idempotency keys", "days": str(done.keys_days), "forgotten": str(done.keys)},
        {"what": "logins", "days": str(done.logins_days), "forgotten": ""},
    ]
    return Report(artifact="housekeeping", rows=rows, done=done.keys)
