"""Timers, waits, errands and incidents in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import JsonValue

from workflows.domain.case_ledger import CaseLedger, Ledgers
from workflows.domain.outbox import Errand, ErrandStatus, Incident
from workflows.domain.timer import Timer, TimerKind, TimerStatus
from workflows.errors import AlreadyThere
from workflows.store.memory.shelves import Shelves, as_json, as_stored, utc
from workflows.store.ports.watch import EXPIRED

AT_ONCE = ("signal", "message-start", "signal-start")
ANY = ("", "{}")
"""How "nothing in particular" may be spelt."""


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

    def due_of(self, case_ids: Collection[str], now: datetime) -> Sequence[Timer]:
        """Return the armed timers of these cases with due_at <= now, leased or not, the earliest first."""
        armed = (timer for timer in self._timers.rows.values() if timer.status is TimerStatus.ARMED)
        found = (timer for timer in armed if timer.due_at <= now and timer.case_id in case_ids)
        return sorted(found, key=lambda timer: (timer.due_at, timer.id))

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


class MemoryLedgers:
    """The ledgers of dates that were stopped or made longer."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._ledgers = shelves.ledgers

    def put(self, ledger: CaseLedger) -> None:
        """Add or replace a ledger."""
        self._shelves.must_know_case(ledger.case_id)
        self._ledgers.change()[ledger.id] = ledger

    def of_case(self, case_id: str) -> Ledgers:
        """Return the ledgers of a case by the id of the timer or work item."""
        return {key: each for key, each in self._ledgers.rows.items() if each.case_id == case_id}


class MemoryWaits:
    """Messages and signals that cases wait for, and the inbox of those that came."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._waits = shelves.waits
        self._messages = shelves.messages
        self._delivered = shelves.delivered
        self._keep_until = shelves.keep_until

    def replace(self, case_id: str, waits: Sequence[tuple[str, str, str, str]]) -> bool:
        """Make these (wait id, kind, name, correlation as canonical JSON) the waits of the case."""
        if waits:
            self._shelves.must_know_case(case_id)
        rows = self._waits.change()
        known = {key: rows.pop(key) for key in [key for key in rows if key[0] == case_id]}
        wanted = {(case_id, wait): (kind, name, same) for wait, kind, name, same in waits}
        rows.update(wanted)
        return bool(wanted.items() - known.items())

    def foresee(self, case_ids: Collection[str]) -> None:
        """Do nothing: what is in memory needs no question."""

    def find(self, kind: str, name: str, correlation: str) -> Sequence[str]:
        """Return the ids of cases waiting for this."""
        rows = self._waits.rows.items()
        return sorted(
            {
                case
                for (case, _), (k, n, same) in rows
                if (k, n) == (kind, name) and (same == correlation or same in ANY or correlation in ANY)
            }
        )

    def put_message(
        self,
        message_id: str,
        *,
        kind: str,
        name: str,
        correlation: str,
        payload: JsonValue,
        at: datetime,
        keep_until: datetime | None = None,
    ) -> bool:
        """Keep an incoming message, for ever or until *keep_until*; False if this id is known already."""
        rows = self._messages.change()
        if message_id in rows:
            return False
        rows[message_id] = (message_id, kind, name, correlation, as_json(payload), utc(at))
        if keep_until is not None:
            self._keep_until.change()[message_id] = utc(keep_until)
        return True

    def undelivered(
        self, *, name: str = "", limit: int = 100
    ) -> Sequence[tuple[str, str, str, str, JsonValue]]:
        """Return kept messages nobody has received: (id, kind, name, correlation, payload)."""
        waiting = [m for m in self._messages.rows.values() if m[0] not in self._delivered.rows]
        waiting.sort(key=lambda message: (message[5], message[0]))
        return [message[:5] for message in waiting if name in ("", message[2])][:limit]

    def deliverable(self, *, limit: int = 100) -> Sequence[tuple[str, str, str, str, JsonValue]]:
        """Return the oldest kept messages that a case waits for, and signals, which need nobody to wait."""
        kept = self.undelivered(limit=len(self._messages.rows))
        return [each for each in kept if each[1] in AT_ONCE or self.find(*each[1:4])][:limit]

    def mark_delivered(self, message_id: str, *, case_id: str, at: datetime) -> bool:
        """Mark a message as received; False if it was already."""
        rows = self._delivered.change()
        if message_id in rows or message_id not in self._messages.rows:
            return False
        rows[message_id] = (case_id, utc(at))
        return True

    def fate(self, message_id: str) -> str | None:
        """Return who received a message; "" for nobody yet, None for one that is not known."""
        if message_id not in self._messages.rows:
            return None
        return self._delivered.rows[message_id][0] if message_id in self._delivered.rows else ""

    def expire(self, now: datetime) -> Sequence[tuple[str, str]]:
        """Give up the kept messages whose time has passed; returns (id, name) of each."""
        over = sorted(self._over(now))
        self._delivered.change().update({each: (EXPIRED, utc(now)) for each in over})
        return [(each, self._messages.rows[each][2]) for each in over]

    def ending(self, now: datetime) -> bool:
        """Return whether `expire` would give up anything at *now*."""
        return bool(self._over(now))

    def _over(self, now: datetime) -> list[str]:
        waiting = (each for each in self._keep_until.rows.items() if each[0] not in self._delivered.rows)
        return [message for message, until in waiting if until <= now]


class MemoryOutbox:
    """Errands for the outside world."""

    def __init__(self, shelves: Shelves) -> None:
        self._errands = shelves.outbox

    def put(self, errand: Errand) -> bool:
        """Keep an errand; False if its id is known already."""
        rows = self._errands.change()
        if errand.id in rows:
            return False
        rows[errand.id] = as_stored(errand)
        return True

    def take(
        self, now: datetime, *, kinds: Iterable[str], owner: str, lease_until: datetime, limit: int
    ) -> Sequence[Errand]:
        """Lease up to *limit* ready errands that are due."""
        rows, wanted = self._errands.change(), set(kinds)
        due = [
            errand
            for errand in rows.values()
            if errand.status is ErrandStatus.READY
            and errand.kind in wanted
            and max(errand.run_at, errand.lease_until or errand.run_at) <= now
        ]
        due.sort(key=lambda errand: max(errand.run_at, errand.lease_until or errand.run_at))
        taken = [replace(each, lease_owner=owner, lease_until=utc(lease_until)) for each in due[:limit]]
        rows.update({errand.id: errand for errand in taken})
        return sorted(taken, key=lambda errand: (errand.run_at, errand.created_at, errand.id))

    def done(self, errand_id: str) -> bool:
        """Mark as done; False if it was not ready any more."""
        rows = self._errands.change()
        errand = rows.get(errand_id)
        if errand is None or errand.status is not ErrandStatus.READY:
            return False
        rows[errand_id] = replace(errand, status=ErrandStatus.DONE, lease_owner="", lease_until=None)
        return True

    def cancel(self, errand_id: str) -> bool:
        """Call off an errand that nobody has run yet; False if it was not ready any more."""
        rows = self._errands.change()
        errand = rows.get(errand_id)
        if errand is None or errand.status is not ErrandStatus.READY:
            return False
        rows[errand_id] = replace(errand, status=ErrandStatus.CANCELLED, lease_owner="", lease_until=None)
        return True

    def again(self, errand_id: str, *, at: datetime) -> bool:
        """Make an errand ready once more from *at*, as if it had never been tried; False if there is none."""
        rows = self._errands.change()
        errand = rows.get(errand_id)
        if errand is None:
            return False
        fresh = {"attempts": 0, "error": "", "lease_owner": "", "lease_until": None}
        rows[errand_id] = replace(errand, status=ErrandStatus.READY, run_at=utc(at), **fresh)  # type: ignore[arg-type]
        return True

    def of_case(self, case_id: str) -> Sequence[Errand]:
        """Return the errands of a case that are ready, in order of their ids."""
        ready = (
            errand
            for errand in self._errands.rows.values()
            if errand.case_id == case_id and errand.status is ErrandStatus.READY
        )
        return sorted(ready, key=lambda errand: errand.id)

    def set_back(self, errand_id: str, *, error: str, retry_at: datetime, stuck: bool) -> None:
        """After a failed try: count it and release until *retry_at*, or mark it stuck."""
        rows = self._errands.change()
        errand = rows.get(errand_id)
        if errand is not None and errand.status in (ErrandStatus.READY, ErrandStatus.STUCK):
            rows[errand_id] = replace(
                errand,
                status=ErrandStatus.STUCK if stuck else ErrandStatus.READY,
                attempts=errand.attempts + 1,
                error=error,
                lease_owner="",
                lease_until=utc(retry_at),
            )

    def release(self, owner: str) -> int:
        """Give back what *owner*, who is dead, still holds; returns how many errands can be taken again."""
        rows = self._errands.change()
        held = [
            each for each in rows.values() if each.status is ErrandStatus.READY and each.lease_owner == owner
        ]
        rows.update({each.id: replace(each, lease_owner="", lease_until=None) for each in held})
        return len(held)

    def get(self, errand_id: str) -> Errand | None:
        """Return one errand."""
        return self._errands.rows.get(errand_id)

    def waiting(self, due_at: datetime | None = None) -> Mapping[str, int]:
        """Return how many errands are ready, by kind; with *due_at* only those that could be taken then."""
        ready = (
            errand.kind
            for errand in self._errands.rows.values()
            if errand.status is ErrandStatus.READY
            and (due_at is None or max(errand.run_at, errand.lease_until or errand.run_at) <= due_at)
        )
        return dict(Counter(ready))


class MemoryIncidents:
    """What waits for a person to mend."""

    def __init__(self, shelves: Shelves) -> None:
        self._incidents = shelves.incidents

    def put(self, incident: Incident) -> None:
        """Add or replace an incident."""
        self._incidents.change()[incident.id] = as_stored(incident)

    def get(self, incident_id: str) -> Incident | None:
        """Return one incident."""
        return self._incidents.rows.get(incident_id)

    def listed(self, *, status: str = "open", case_id: str = "", limit: int = 100) -> Sequence[Incident]:
        """Return incidents, newest first; status "" means all."""
        found = [
            incident
            for incident in self._incidents.rows.values()
            if status in ("", incident.status) and case_id in ("", incident.case_id)
        ]
        found.sort(key=lambda incident: (incident.opened_at, incident.id), reverse=True)
        return found[:limit]
