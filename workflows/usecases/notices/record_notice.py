"""Record what became of a message: it went out, or it could not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows.domain.outbox import Errand
from workflows.usecases.app import App
from workflows.usecases.record_delivery import record_failed_errand


def record_sent(app: App, errand: Errand) -> bool:
    """Return whether the message was recorded as sent now; False if it was before."""
    with app.store.write() as tx:
        if not tx.outbox.done(errand.id):
            return False
        tx.notices.sent(errand.id, at=app.clock.now())
        return True


def record_not_sent(app: App, errand: Errand, error: str, *, retry_at: datetime, for_good: bool) -> bool:
    """Return whether nobody will try again by themselves; then an incident says so."""
    last = replace(errand, attempts=errand.max_attempts - 1) if for_good else errand
    return record_failed_errand(app, last, error, retry_at=retry_at)
