"""Ledgers, waits, errands and incidents in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import JsonValue

from workflows.domain.case_ledger import CaseLedger, Ledgers
from workflows.domain.letter import Letter
from workflows.domain.outbox import Errand, ErrandStatus, Incident
from workflows.store.memory.shelves import Shelves, as_json, as_stored, utc
from workflows.store.ports.watch import DAMAGED, EXPIRED

AT_ONCE = ("signal", "message-start", "signal-start")
ANY = ("", "{}")
"""How "nothing in particular" may be spelt."""


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

    def undelivered(self, *, name: str = "", limit: int = 100) -> Sequence[Letter]:
        """Return kept messages nobody has received."""
        waiting = [m for m in self._messages.rows.values() if m[0] not in self._delivered.rows]
        waiting.sort(key=lambda message: (message[5], message[0]))
        return [Letter(*message[:5]) for message in waiting if name in ("", message[2])][:limit]

    def deliverable(self, *, limit: int = 100) -> Sequence[Letter]:
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

    def bring_back(self, message_id: str) -> bool:
        """Let a message that was set aside as damaged be delivered after all; False if it was not."""
        rows = self._delivered.change()
        if rows.get(message_id, ("",))[0] != DAMAGED:
            return False
        del rows[message_id]
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

    def of_case(self, case_id: str) -> Sequence[Incident]:
        """Return the open incidents of a case, newest first."""
        return self.listed(case_id=case_id, limit=len(self._incidents.rows))

    def listed(
        self, *, status: str = "open", case_id: str = "", limit: int = 100, offset: int = 0
    ) -> Sequence[Incident]:
        """Return incidents, newest first; status "" means all."""
        found = [
            incident
            for incident in self._incidents.rows.values()
            if status in ("", incident.status) and case_id in ("", incident.case_id)
        ]
        found.sort(key=lambda incident: (incident.opened_at, incident.id), reverse=True)
        return found[offset : offset + limit]

    def count(self, *, status: str = "open") -> int:
        """Return how many incidents there are; status "" means all."""
        return len(self.listed(status=status, limit=len(self._incidents.rows)))

    def marks(self) -> Sequence[tuple[str, datetime]]:
        """Return the id of every open incident and when it was opened, the newest first."""
        return [(each.id, each.opened_at) for each in self.listed(limit=len(self._incidents.rows))]
