"""Sweep: claim what is due in batches and fire each; many sweepers at once never fire one twice."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from workflows.domain.outbox import Incident
from workflows.domain.timer import DamagedTimer, Timer
from workflows.errors import HeweiError
from workflows.errors.kept import in_both
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.fire_deadline import fire_deadline, fire_together, incident_of
from workflows.usecases.tell_damage import tell_row
from workflows.vault import broken_record

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 8
TOGETHER = 20
"""Cases that share one commit: writing to the disk costs more than firing, and others wait for some 50 ms only."""
MOST_OF_A_CASE = 200
"""Deadlines of one case in one sweep: a bound for diagrams that set a timer in the past again and again."""


@dataclass
class Swept:
    """What one sweep did: fired with their lateness in seconds, skipped, and failed with the sentence."""

    fired: list[tuple[Timer, float]] = field(default_factory=list)
    skipped: int = 0
    failed: list[tuple[Timer, str]] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """Return how many timers were claimed."""
        return len(self.fired) + self.skipped + len(self.failed)


def sweep_deadlines(app: App, *, owner: str, batch: int = 200, most: int = 10_000) -> Swept:
    """Return what fired; one bad case is set back and does not stop the others.

    A case with several missed deadlines is brought forward through all of them in the order of the law, those
    included that its earlier ones set: it ends as if each had fired in its own time.
    """
    swept = Swept()
    while swept.seen < most:
        now = app.clock.now()
        with app.store.write() as tx:
            claimed = tx.timers.claim_due(now, owner=owner, lease_until=now + LEASE, limit=batch)
            damaged = [timer for timer in claimed if isinstance(timer, DamagedTimer)]
            swept.failed += [(timer, _set_aside(tx, timer, now)) for timer in damaged]
        # In the order of their ids, so that two sweepers never wait for each other's cases crosswise.
        cases = iter(sorted({timer.case_id for timer in claimed if timer not in damaged}))
        while group := list(islice(cases, TOGETHER)):
            sweep = _Sweep(app, owner, now, swept)
            if not sweep.together(group):
                for case_id in group:
                    sweep.alone(case_id)
        if len(claimed) < batch:
            break
    return swept


@dataclass(frozen=True)
class _Sweep:
    """One round: who sweeps, at which instant, and what it has done so far."""

    app: App
    owner: str
    now: datetime
    swept: Swept

    def together(self, cases: Sequence[str]) -> bool:
        """Bring *cases* forward in one transaction; return False, with nothing done, if any of them fails."""
        fired: list[Timer] = []
        try:
            with self.app.store.write() as tx:
                fired += self._forward(tx, cases)
        except Exception:  # noqa: BLE001 - each case is brought forward alone, and that one tells what is wrong
            return False
        self.swept.fired += [(timer, self._late(timer)) for timer in fired]
        self.swept.skipped += len(set(cases) - {timer.case_id for timer in fired})
        return True

    def _forward(self, tx: Tx, cases: Sequence[str]) -> Iterator[Timer]:
        """Fire the earliest deadline of each case, then what is the earliest one of it by then, until none is due."""
        held = dict(tx.cases.held(cases))
        for _ in range(MOST_OF_A_CASE):
            due = self._next(tx, held.keys())
            if not due:
                return
            after = fire_together(self.app, tx, due, held)
            held |= after
            yield from (timer for timer in due if timer.case_id in after)

    def alone(self, case_id: str) -> None:
        """Bring one case forward, each deadline in a transaction of its own, until one fails."""
        for _ in range(MOST_OF_A_CASE):
            with self.app.store.read() as tx:
                due = self._next(tx, [case_id])
            if not due:
                return
            (timer,) = due
            try:
                fired = fire_deadline(self.app, timer)
            except HeweiError as fault:
                self._set_back(timer, fault)
                return
            if fired:
                self.swept.fired.append((timer, self._late(timer)))

    def _next(self, tx: Tx, cases: Collection[str]) -> Sequence[Timer]:
        """Return the earliest deadline that is due of each case, unless that one waits for its next try."""
        first: dict[str, Timer] = {}
        for timer in tx.timers.due_of(cases, self.now):
            first.setdefault(timer.case_id, timer)
        return [timer for timer in first.values() if timer.lease_owner or not self._waits(timer)]

    def _waits(self, timer: Timer) -> bool:
        return timer.lease_until is not None and timer.lease_until > self.now

    def _late(self, timer: Timer) -> float:
        return (self.now - timer.due_at).total_seconds()

    def _set_back(self, timer: Timer, fault: HeweiError) -> None:
        self.swept.failed.append((timer, fault.message))
        stuck = timer.attempts + 1 >= MAX_ATTEMPTS
        retry_at = self.now + timedelta(seconds=min(2**timer.attempts * 30, 3600))
        with self.app.store.write() as tx:
            tx.timers.set_back(timer.id, error=fault.message, retry_at=retry_at, stuck=stuck)
            if stuck:
                tx.incidents.put(_stuck(timer, in_both(fault), self.now))


def _set_aside(tx: Tx, timer: DamagedTimer, now: datetime) -> str:
    """Stop a timer whose row cannot be read until an administrator has it tried again; returns what is wrong."""
    row = f"timer:{timer.id}"
    fault = broken_record(timer.case_id, row)
    tx.timers.set_back(timer.id, error=in_both(fault), retry_at=now, stuck=True)
    tell_row(tx, now, row, timer.case_id, element=timer.element, subject=row)
    return fault.message


def _stuck(timer: Timer, error: str, now: datetime) -> Incident:
    """Return the incident of a timer that is not tried again before a person resolves it."""
    return Incident(
        id=incident_of(timer),
        case_id=timer.case_id,
        kind="timer-stuck",
        element=timer.element,
        error=error,
        detail=timer.id,
        subject=f"timer:{timer.id}",
        opened_at=now,
    )
