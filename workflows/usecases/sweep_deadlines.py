"""Sweep: claim what is due in batches and fire each; many sweepers at once never fire one twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from workflows.domain.outbox import Incident
from workflows.domain.timer import Timer
from workflows.errors import HeweiError
from workflows.usecases.app import App
from workflows.usecases.fire_deadline import fire_deadline, incident_of

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8


@dataclass
class Swept:
    """What one sweep did: fired with their lateness in seconds, skipped, and failed with the sentence."""

    fired: list[tuple[Timer, float]] = field(default_factory=list)
    skipped: int = 0
    failed: list[tuple[Timer, str]] = field(default_factory=list)


def sweep_deadlines(app: App, *, owner: str, batch: int = 200, most: int = 10_000) -> Swept:
    """Return what fired; one bad case is set back and does not stop the others."""
    swept = Swept()
    while len(swept.fired) + swept.skipped + len(swept.failed) < most:
        now = app.clock.now()
        with app.store.write() as tx:
            claimed = tx.timers.claim_due(now, owner=owner, lease_until=now + LEASE, limit=batch)
        for timer in claimed:
            _fire(app, timer, swept, now)
        if len(claimed) < batch:
            break
    return swept


def _fire(app: App, timer: Timer, swept: Swept, now: datetime) -> None:
    try:
        fired = fire_deadline(app, timer)
    except HeweiError as fault:
        swept.failed.append((timer, fault.message))
        stuck = timer.attempts + 1 >= MAX_ATTEMPTS
        with app.store.write() as tx:
            retry_at = now + timedelta(seconds=min(2**timer.attempts * 30, 3600))
            tx.timers.set_back(timer.id, error=fault.message, retry_at=retry_at, stuck=stuck)
            if stuck:
                tx.incidents.put(_stuck(timer, fault.message, now))
        return
    if fired:
        swept.fired.append((timer, (now - timer.due_at).total_seconds()))
    else:
        swept.skipped += 1


def _stuck(timer: Timer, error: str, now: datetime) -> Incident:
    """Return the incident of a timer that is not tried again before a person resolves it."""
    return Incident(
        id=incident_of(timer),
        case_id=timer.case_id,
        kind="timer-stuck",
        element=timer.element,
        error=error,
        detail=timer.id,
        opened_at=now,
    )
