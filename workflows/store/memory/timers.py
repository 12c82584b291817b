"""Timers in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from workflows.domain.timer import Timer, TimerKind, TimerStatus
from workflows.errors import AlreadyThere
from workflows.store.memory.shelves import Shelves, as_stored, utc


class MemoryTimers:
    """Due instants."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._timers = shelves.timers

    def replace_armed(self, case_id: str, timers: Sequence[Timer]) -> None:
        """Make *timers* the armed ones of the case; a moved one gets a new gen, a missing one is disarmed."""
        rows = self._timers.change()
        named = {timer.id for timer in timers}
        for timer in self.of_case(case_id, status=TimerStatus.ARMED.value):
            if timer.id not in named:
                rows[timer.id] = replace(timer, status=TimerStatus.DISARMED)
        for timer in timers:
            self._shelves.must_know_case(timer.case_id)
            known = rows.get(timer.id)
            if known is not None and known.case_id != case_id:
                raise AlreadyThere(timer=timer.id)
            rows[timer.id] = _armed(timer, known)

    def foresee(self, case_ids: Collection[str], timer_ids: Collection[str]) -> None:
        """Do nothing: what is in memory needs no question."""

    def claim_due(self, now: datetime, *, owner: str, lease_until: datetime, limit: int) -> Sequence[Timer]:
        """Take up to *limit* armed timers with due_at <= now whose lease is free."""
        rows = self._timers.change()
        due = [
            timer
            for timer in rows.values()
            if timer.status is TimerStatus.ARMED
            and timer.due_at <= now
            and (timer.lease_until is None or timer.lease_until <= now)
        ]
        due.sort(key=lambda timer: (max(timer.due_at, timer.lease_until or timer.due_at), timer.id))
        taken = [replace(each, lease_owner=owner, lease_until=utc(lease_until)) for each in due[:limit]]
        rows.update({timer.id: timer for timer in taken})
        return sorted(taken, key=lambda timer: (timer.due_at, timer.id))

    def flip_fired(self, timer_id: str, *, gen: int, at: datetime) -> bool:
        """Flip from armed to fired if still armed with this gen."""
        rows = self._timers.change()
        timer = rows.get(timer_id)
        if timer is None or timer.status is not TimerStatus.ARMED or timer.gen != gen:
            return False
        fired = replace(timer, status=TimerStatus.FIRED, fired_at=utc(at), lease_owner="", lease_until=None)
        rows[timer_id] = fired
        return True

    def flip_each(self, timers: Sequence[Timer], *, at: datetime) -> frozenset[str]:
        """Flip those that are still armed with their gen from armed to fired; returns the ids of these."""
        return frozenset(each.id for each in timers if self.flip_fired(each.id, gen=each.gen, at=at))

    def set_back(self, timer_id: str, *, error: str, retry_at: datetime, stuck: bool) -> None:
        """After a failed try: release the lease until *retry_at*, count the attempt, or mark it stuck."""
        rows = self._timers.change()
        timer = rows.get(timer_id)
        if timer is not None and timer.status in (TimerStatus.ARMED, TimerStatus.STUCK):
            rows[timer_id] = replace(
                timer,
                status=TimerStatus.STUCK if stuck else TimerStatus.ARMED,
                attempts=timer.attempts + 1,
                error=error,
                lease_owner="",
                lease_until=utc(retry_at),
            )

    def of_case(self, case_id: str, *, status: str = "") -> Sequence[Timer]:
        """Return the timers of a case by due date."""
        found = (
            timer
            for timer in self._timers.rows.values()
            if timer.case_id == case_id and status in ("", timer.status)
        )
        return sorted(found, key=lambda timer: (timer.due_at, timer.id))

    def limits_of(self, case_ids: Collection[str]) -> Mapping[str, Timer]:
        """Return the statutory period that runs for each of these cases and ends first, by case."""
        runs = (TimerStatus.ARMED, TimerStatus.STUCK)
        found: dict[str, Timer] = {}
        for timer in sorted(self._timers.rows.values(), key=lambda timer: (timer.due_at, timer.id)):
            limits = timer.kind is TimerKind.ENGINE and timer.rule and timer.status in runs
            if limits and timer.case_id in case_ids:
                found.setdefault(timer.case_id, timer)
        return found

    def due_of(self, case_ids: Collection[str], now: datetime) -> Sequence[Timer]:
        """Return the armed timers of these cases with due_at <= now, leased or not, the earliest first."""
        armed = (timer for timer in self._timers.rows.values() if timer.status is TimerStatus.ARMED)
        found = (timer for timer in armed if timer.due_at <= now and timer.case_id in case_ids)
        return sorted(found, key=lambda timer: (timer.due_at, timer.element, timer.id))

    def next_due(self) -> datetime | None:
        """Return the earliest armed instant."""
        armed = (t.due_at for t in self._timers.rows.values() if t.status is TimerStatus.ARMED)
        return min(armed, default=None)

    def claimable(self, now: datetime) -> bool:
        """Return whether `claim_due` would find anything at *now*."""
        return any(
            timer.status is TimerStatus.ARMED and max(timer.due_at, timer.lease_until or timer.due_at) <= now
            for timer in self._timers.rows.values()
        )

    def release(self, owner: str) -> int:
        """Give back what *owner*, who is dead, still holds; returns how many timers can be claimed again."""
        rows = self._timers.change()
        held = [
            each for each in rows.values() if each.status is TimerStatus.ARMED and each.lease_owner == owner
        ]
        rows.update({each.id: replace(each, lease_owner="", lease_until=None) for each in held})
        return len(held)

    def provisional(self, *, limit: int = 1000, after: str = "") -> Sequence[str]:
        """Return ids of cases with armed timers whose instant is provisional, in order, those above *after*."""
        rows = self._timers.rows.values()
        waiting = {each.case_id for each in rows if each.status is TimerStatus.ARMED and each.provisional}
        return sorted(case_id for case_id in waiting if case_id > after)[:limit]


def _armed(timer: Timer, known: Timer | None) -> Timer:
    """Return the row after *timer* was named as armed, given what is *known* of it."""
    if known is None:
        return as_stored(replace(timer, status=TimerStatus.ARMED))
    kept = replace(
        timer,
        gen=known.gen,
        status=known.status,
        attempts=known.attempts,
        error=known.error,
        fired_at=known.fired_at,
        lease_owner=known.lease_owner,
        lease_until=known.lease_until,
    )
    if known.due_at == timer.due_at and not _undone(known):
        return as_stored(kept)
    fresh = {"attempts": 0, "error": "", "fired_at": None, "lease_owner": "", "lease_until": None}
    return as_stored(replace(kept, gen=known.gen + 1, status=TimerStatus.ARMED, **fresh))  # type: ignore[arg-type]


def _undone(known: Timer) -> bool:
    fired = known.status is TimerStatus.FIRED and known.kind is TimerKind.ENGINE
    return fired or known.status is TimerStatus.DISARMED
