"""A round of errands: take what is ready, run each, and let one that fails stop no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from workflows.domain.outbox import DamagedErrand, Errand
from workflows.errors import HeweiError
from workflows.errors.kept import in_both
from workflows.errors.trace import where
from workflows.usecases.app import App
from workflows.usecases.record_delivery import record_damaged_errand

FIRST_WAIT = timedelta(seconds=15)
MOST_DOUBLINGS = 10
"""A failed errand waits half a minute before the next try, then twice as long each time, at most some four hours."""


@dataclass
class Delivered:
    """What one round delivered, and what failed with the sentence."""

    done: list[Errand] = field(default_factory=list)
    failed: list[tuple[Errand, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Round:
    """Which kinds of errand a round takes, how many at once, and for how long they are its own."""

    kinds: Iterable[str]
    batch: int
    lease: timedelta


def run_errands(
    app: App,
    owner: str,
    wanted: Round,
    run: Callable[[Errand], None],
    put_off: Callable[[Errand, str, datetime, Exception], None],
) -> Delivered:
    """Return what came of the errands that are ready; *put_off* notes a failure and when to try again."""
    delivered = Delivered()
    now = app.clock.now()
    with app.store.write() as tx:
        taken = tx.outbox.take(
            now, kinds=list(wanted.kinds), owner=owner, lease_until=now + wanted.lease, limit=wanted.batch
        )
    for errand in taken:
        if isinstance(errand, DamagedErrand):
            delivered.failed.append((errand, record_damaged_errand(app, errand)))
            continue
        try:
            run(errand)
            delivered.done.append(errand)
        except Exception as fault:  # noqa: BLE001 - one bad errand must not stop the others; it is counted and shown
            error = in_both(fault) if isinstance(fault, HeweiError) else where(fault)
            put_off(
                errand, error, app.clock.now() + FIRST_WAIT * 2 ** min(errand.attempts, MOST_DOUBLINGS), fault
            )
            delivered.failed.append((errand, error))
    return delivered
