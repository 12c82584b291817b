"""What the store keeps of time and of the outside: timers, waits, errands, incidents."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pydantic import JsonValue

from workflows.domain.case_ledger import CaseLedger, Ledgers
from workflows.domain.letter import Letter
from workflows.domain.outbox import Errand, Incident
from workflows.domain.timer import Timer

EXPIRED, WITHDRAWN, ALL, DAMAGED = ":expired", ":withdrawn", ":all", ":damaged"
"""What stands instead of a case where no single case received a message."""


class Timers(Protocol):
    """Due instants, indexed by status and due."""

    def replace_armed(self, case_id: str, timers: Sequence[Timer]) -> None:
        """Make *timers* the armed ones of the case; a moved one gets a new gen, a missing one is disarmed.

        With its instant unmoved, a stuck timer stays stuck, a warning that was given is not given again, and an
        engine timer that has fired and is open again (a step was undone) is armed again with a new gen.
        """
        ...

    def foresee(self, case_ids: Collection[str], timer_ids: Collection[str]) -> None:
        """Read ahead in one question what `replace_armed` asks of each of these cases, which nobody else can change.

        *timer_ids* are those that will be named. A case that is changed in another way meanwhile is asked for anew.
        """
        ...

    def claim_due(self, now: datetime, *, owner: str, lease_until: datetime, limit: int) -> Sequence[Timer]:
        """Take up to *limit* armed timers with due_at <= now whose lease is free; others skip them meanwhile.

        Of one that cannot be read a DamagedTimer is returned.
        """
        ...

    def flip_fired(self, timer_id: str, *, gen: int, at: datetime) -> bool:
        """Flip from armed to fired if still armed with this gen."""
        ...

    def flip_each(self, timers: Sequence[Timer], *, at: datetime) -> frozenset[str]:
        """Flip those that are still armed with their gen from armed to fired; returns the ids of these."""
        ...

    def set_back(self, timer_id: str, *, error: str, retry_at: datetime, stuck: bool) -> None:
        """After a failed try: release the lease until *retry_at*, count the attempt, or mark it stuck.

        With *stuck* False a stuck one is armed again; one that has fired or was disarmed is left alone.
        """
        ...

    def of_case(self, case_id: str, *, status: str = "") -> Sequence[Timer]:
        """Return the timers of a case by due date."""
        ...

    def limits_of(self, case_ids: Collection[str]) -> Mapping[str, Timer]:
        """Return the statutory period that runs for each of these cases and ends first, by case.

        It is a timer of the engine under a rule, armed or stuck; cases without one are left out, as is a timer that
        cannot be read.
        """
        ...

    def due_of(self, case_ids: Collection[str], now: datetime) -> Sequence[Timer]:
        """Return the armed timers of these cases with due_at <= now, leased or not, the earliest first.

        Those of one instant stand in the order of their elements, so that cases alike live alike. What cannot be read
        is left out: whoever claims it learns of it.
        """
        ...

    def next_due(self) -> datetime | None:
        """Return the earliest armed instant."""
        ...

    def claimable(self, now: datetime) -> bool:
        """Return whether `claim_due` would find anything at *now*."""
        ...

    def release(self, owner: str) -> int:
        """Give back what *owner*, who is dead, still holds; returns how many timers can be claimed again."""
        ...

    def provisional(self, *, limit: int = 1000, after: str = "") -> Sequence[str]:
        """Return ids of cases with armed timers whose instant is provisional, in order, those above *after*."""
        ...


class LedgerShelf(Protocol):
    """The ledgers of dates that were stopped or made longer."""

    def put(self, ledger: CaseLedger) -> None:
        """Add or replace a ledger."""
        ...

    def of_case(self, case_id: str) -> Ledgers:
        """Return the ledgers of a case by the id of the timer or work item."""
        ...


class Waits(Protocol):
    """Messages and signals that cases wait for, and the inbox of those that came."""

    def replace(self, case_id: str, waits: Sequence[tuple[str, str, str, str]]) -> bool:
        """Make these (wait id, kind, name, correlation as canonical JSON) the waits of the case.

        Returns whether the case began to wait for something new.
        """
        ...

    def foresee(self, case_ids: Collection[str]) -> None:
        """Read ahead in one question what `replace` asks of each of these cases, which nobody else can change.

        A case that is changed in another way meanwhile is asked for anew.
        """
        ...

    def find(self, kind: str, name: str, correlation: str) -> Sequence[str]:
        """Return the ids of cases waiting for this; "" and "{}" are the same and match any, on both sides."""
        ...

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
        ...

    def undelivered(self, *, name: str = "", limit: int = 100) -> Sequence[Letter]:
        """Return kept messages nobody has received; one that cannot be read is marked as damaged."""
        ...

    def deliverable(self, *, limit: int = 100) -> Sequence[Letter]:
        """Return the oldest kept messages that a case waits for, and those that need nobody to wait.

        These are signals, and messages and signals that open a case (kinds `message-start` and `signal-start`).
        One that cannot be read is marked as damaged.
        """
        ...

    def mark_delivered(self, message_id: str, *, case_id: str, at: datetime) -> bool:
        """Mark a message as received; False if it was already."""
        ...

    def bring_back(self, message_id: str) -> bool:
        """Let a message that was set aside as damaged be delivered after all; False if it was not."""
        ...

    def fate(self, message_id: str) -> str | None:
        """Return who received a message: a case's id, "" for nobody yet, ":expired", ":withdrawn", ":all"; or None."""
        ...

    def expire(self, now: datetime) -> Sequence[tuple[str, str]]:
        """Give up the kept messages whose time has passed; returns (id, name) of each."""
        ...

    def ending(self, now: datetime) -> bool:
        """Return whether `expire` would give up anything at *now*."""
        ...


class Outbox(Protocol):
    """Errands for the outside world."""

    def put(self, errand: Errand) -> bool:
        """Keep an errand; False if its id is known already."""
        ...

    def take(
        self, now: datetime, *, kinds: Iterable[str], owner: str, lease_until: datetime, limit: int
    ) -> Sequence[Errand]:
        """Lease up to *limit* ready errands that are due; of one that cannot be read a DamagedErrand."""
        ...

    def done(self, errand_id: str) -> bool:
        """Mark as done; False if it was not ready any more."""
        ...

    def cancel(self, errand_id: str) -> bool:
        """Call off an errand that nobody has run yet; False if it was not ready any more."""
        ...

    def again(self, errand_id: str, *, at: datetime) -> bool:
        """Make an errand ready once more from *at*, as if it had never been tried; False if there is none."""
        ...

    def of_case(self, case_id: str) -> Sequence[Errand]:
        """Return the errands of a case that are ready, in order of their ids, but those that cannot be read."""
        ...

    def set_back(self, errand_id: str, *, error: str, retry_at: datetime, stuck: bool) -> None:
        """After a failed try: count it and release until *retry_at*, or mark it stuck.

        With *stuck* False a stuck one is ready again; one that is done or cancelled is left alone.
        """
        ...

    def release(self, owner: str) -> int:
        """Give back what *owner*, who is dead, still holds; returns how many errands can be taken again."""
        ...

    def get(self, errand_id: str) -> Errand | None:
        """Return one errand."""
        ...

    def waiting(self, due_at: datetime | None = None) -> Mapping[str, int]:
        """Return how many errands are ready, by kind; with *due_at* only those that could be taken at that instant."""
        ...


class Incidents(Protocol):
    """What waits for a person to mend."""

    def put(self, incident: Incident) -> None:
        """Add or replace an incident."""
        ...

    def get(self, incident_id: str) -> Incident | None:
        """Return one incident."""
        ...

    def of_case(self, case_id: str) -> Sequence[Incident]:
        """Return the open incidents of a case, newest first."""
        ...

    def listed(
        self, *, status: str = "open", case_id: str = "", limit: int = 100, offset: int = 0
    ) -> Sequence[Incident]:
        """Return incidents, newest first."""
        ...

    def count(self, *, status: str = "open") -> int:
        """Return how many incidents there are; status "" means all."""
        ...

    def marks(self) -> Sequence[tuple[str, datetime]]:
        """Return the id of every open incident and when it was opened, the newest first."""
        ...
