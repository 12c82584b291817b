"""The store: what Hewei remembers, behind one Protocol that every database (and the memory fake) keeps.

`with store.write() as tx:` is one transaction: all of it is kept or nothing. `with store.read() as tx:` sees one
moment and writes nothing. A write transaction may be retried by the caller, never by the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from pydantic import JsonValue

from workflows.domain.case import Case
from workflows.domain.journal import Fact, JournalEntry
from workflows.domain.organisation import Account, Mediator, Membership, Organisation
from workflows.domain.outbox import Errand, Incident
from workflows.domain.paper import Paper
from workflows.domain.procedure import ProcedureVersion
from workflows.domain.timer import Timer
from workflows.domain.work_item import WorkItem


class Cases(Protocol):
    """Cases and their revisions."""

    def add(self, case: Case) -> None:
        """Keep a new case (rev 0)."""
        ...

    def get(self, case_id: str, *, lock: bool = False) -> Case | None:
        """Return the case at its newest revision; with *lock* nobody else may change it before this ends."""
        ...

    def by_number(self, number: str) -> Case | None:
        """Return the case with this number."""
        ...

    def save(self, case: Case, *, at: datetime, actor: str, command: str) -> None:
        """Keep *case* as its next revision, if the stored one is still `case.rev - 1`.

        Raises:
            CaseChangedMeanwhile: somebody saved another revision first.
        """
        ...

    def revision(self, case_id: str, rev: int) -> Case | None:
        """Return the case as it was at revision *rev*, state and document included."""
        ...

    def search(
        self, *, orgs: Iterable[str] | None = None, status: str = "", text: str = "", limit: int = 50, offset: int = 0
    ) -> Sequence[Case]:
        """Return cases (without engine state), newest first; *orgs* None means all organisations."""
        ...

    def count(self, *, status: str = "") -> int:
        """Return how many cases there are."""
        ...


class WorkItems(Protocol):
    """What waits for whom."""

    def replace_open(self, case_id: str, items: Sequence[WorkItem], *, at: datetime) -> None:
        """Make *items* the open work items of the case: new ones are added, known ones keep assignee and dates,
        open ones that are not named become cancelled."""
        ...

    def get(self, item_id: str) -> WorkItem | None:
        """Return one work item."""
        ...

    def claim_done(self, item_id: str, *, by: str, at: datetime) -> bool:
        """Flip the item from open to done by compare-and-set; False if it was not open any more."""
        ...

    def assign(self, item_id: str, assignee: str) -> bool:
        """Set who works on an open item; False if it is not open."""
        ...

    def of_case(self, case_id: str, *, status: str = "open") -> Sequence[WorkItem]:
        """Return the items of a case, oldest first; status "" means all."""
        ...

    def queue(
        self, *, assignee: str = "", groups: Iterable[tuple[str, str]] = (), limit: int = 100, offset: int = 0
    ) -> Sequence[WorkItem]:
        """Return open items assigned to *assignee*, plus unassigned ones of the (org_id, role) *groups*, by due date."""
        ...


class Timers(Protocol):
    """Due instants, indexed by status and due."""

    def replace_armed(self, case_id: str, timers: Sequence[Timer]) -> None:
        """Make *timers* the armed ones of the case; a moved one gets a new gen, a missing one is disarmed."""
        ...

    def claim_due(self, now: datetime, *, owner: str, lease_until: datetime, limit: int) -> Sequence[Timer]:
        """Take up to *limit* armed timers with due_at <= now whose lease is free; others skip them meanwhile."""
        ...

    def flip_fired(self, timer_id: str, *, gen: int, at: datetime) -> bool:
        """Flip from armed to fired if still armed with this gen."""
        ...

    def set_back(self, timer_id: str, *, error: str, retry_at: datetime, stuck: bool) -> None:
        """After a failed try: release the lease until *retry_at*, count the attempt, or mark it stuck."""
        ...

    def of_case(self, case_id: str, *, status: str = "") -> Sequence[Timer]:
        """Return the timers of a case by due date."""
        ...

    def next_due(self) -> datetime | None:
        """Return the earliest armed instant."""
        ...


class Waits(Protocol):
    """Messages and signals that cases wait for, and the inbox of those that came."""

    def replace(self, case_id: str, waits: Sequence[tuple[str, str, str, str]]) -> None:
        """Make these (wait id, kind, name, correlation as canonical JSON) the waits of the case."""
        ...

    def find(self, kind: str, name: str, correlation: str) -> Sequence[str]:
        """Return the ids of cases waiting for this; an empty stored correlation matches any."""
        ...

    def put_message(self, message_id: str, *, kind: str, name: str, correlation: str, payload: JsonValue, at: datetime) -> bool:
        """Keep an incoming message; False if this id is known already."""
        ...

    def undelivered(self, *, name: str = "", limit: int = 100) -> Sequence[tuple[str, str, str, str, JsonValue]]:
        """Return kept messages nobody has received: (id, kind, name, correlation, payload)."""
        ...

    def mark_delivered(self, message_id: str, *, case_id: str, at: datetime) -> bool:
        """Mark a message as received; False if it was already."""
        ...


class Journal(Protocol):
    """Facts, in one order for all cases; append only."""

    def append(self, case_id: str, rev: int, facts: Sequence[Fact], *, at: datetime, actor: str) -> None:
        """Write facts of one step."""
        ...

    def of_case(self, case_id: str) -> Sequence[JournalEntry]:
        """Return all facts of a case in order."""
        ...

    def since(self, seq: int, *, limit: int = 500) -> Sequence[JournalEntry]:
        """Return facts after *seq* over all cases."""
        ...


class Outbox(Protocol):
    """Errands for the outside world."""

    def put(self, errand: Errand) -> bool:
        """Keep an errand; False if its id is known already."""
        ...

    def take(self, now: datetime, *, kinds: Iterable[str], owner: str, lease_until: datetime, limit: int) -> Sequence[Errand]:
        """Lease up to *limit* ready errands that are due."""
        ...

    def done(self, errand_id: str) -> bool:
        """Mark as done; False if it was not ready any more."""
        ...

    def set_back(self, errand_id: str, *, error: str, retry_at: datetime, stuck: bool) -> None:
        """After a failed try: count it and release until *retry_at*, or mark it stuck."""
        ...

    def get(self, errand_id: str) -> Errand | None:
        """Return one errand."""
        ...

    def waiting(self) -> Mapping[str, int]:
        """Return how many errands are ready, by kind."""
        ...


class Papers(Protocol):
    """Papers wanted and made."""

    def put(self, paper: Paper) -> None:
        """Add or replace a paper."""
        ...

    def get(self, paper_id: str) -> Paper | None:
        """Return one paper."""
        ...

    def of_case(self, case_id: str) -> Sequence[Paper]:
        """Return the papers of a case in the order they were wanted."""
        ...


class Numbers(Protocol):
    """Gap-free series."""

    def next(self, series: str) -> int:
        """Return the next number of *series*, starting at 1; a rolled-back transaction burns none."""
        ...


class Directory(Protocol):
    """Organisations, accounts, posts, mediators."""

    def put_organisations(self, organisations: Sequence[Organisation]) -> None:
        """Add or replace organisations."""
        ...

    def organisation(self, org_id: str) -> Organisation | None:
        """Return one organisation."""
        ...

    def organisations(self, *, pack: str = "", kind: str = "", parent_id: str = "", under: str = "") -> Sequence[Organisation]:
        """Return organisations; *under* is a path prefix."""
        ...

    def put_account(self, account: Account, posts: Sequence[Membership]) -> None:
        """Add or replace an account with all its posts."""
        ...

    def account(self, account_id: str) -> Account | None:
        """Return one account."""
        ...

    def account_by_login(self, login: str) -> Account | None:
        """Return the account with this login."""
        ...

    def accounts(self, *, org_id: str = "", role: str = "") -> Sequence[Account]:
        """Return accounts that hold a post, by name."""
        ...

    def posts(self, account_id: str) -> Sequence[Membership]:
        """Return the posts of an account."""
        ...

    def put_mediators(self, mediators: Sequence[Mediator]) -> None:
        """Add or replace registry entries."""
        ...

    def mediators(self, *, org_id: str = "", under: str = "") -> Sequence[Mediator]:
        """Return registry entries of one organisation, or of all under a path prefix."""
        ...


class Logins(Protocol):
    """Signed-in sessions; ids are stored hashed."""

    def open(self, token_hash: str, *, account_id: str, csrf: str, at: datetime) -> None:
        """Keep a new login."""
        ...

    def get(self, token_hash: str) -> tuple[str, str, datetime, datetime] | None:
        """Return (account id, csrf token, opened at, seen at)."""
        ...

    def touch(self, token_hash: str, *, at: datetime) -> None:
        """Note that it was used."""
        ...

    def close(self, token_hash: str) -> None:
        """End it."""
        ...

    def failed(self, key: str, *, at: datetime) -> int:
        """Count a failed sign-in for a login or network key; returns failures in a row."""
        ...

    def failures(self, key: str) -> tuple[int, datetime | None]:
        """Return how many failures in a row, and when the last was."""
        ...

    def succeeded(self, key: str) -> None:
        """Forget the failures of a key."""
        ...


class Procedures(Protocol):
    """Published versions and the designer's drafts."""

    def publish(self, version: ProcedureVersion) -> None:
        """Keep a new version; the same digest again changes nothing."""
        ...

    def by_digest(self, digest: str) -> ProcedureVersion | None:
        """Return one version with its bundle."""
        ...

    def newest(self, procedure: str, *, pack: str = "") -> ProcedureVersion | None:
        """Return the version with the highest number; a pack's own one goes before the stock one."""
        ...

    def versions(self, procedure: str = "") -> Sequence[ProcedureVersion]:
        """Return versions (bundle files left empty), newest first."""
        ...

    def put_draft(self, procedure: str, files: Mapping[str, bytes], *, by: str, at: datetime) -> None:
        """Keep the designer's unpublished files of a procedure, replacing earlier ones."""
        ...

    def draft(self, procedure: str) -> Mapping[str, bytes] | None:
        """Return the unpublished files, if there are any."""
        ...

    def drop_draft(self, procedure: str) -> None:
        """Forget the unpublished files."""
        ...


class Keys(Protocol):
    """Idempotency keys with the answer they got."""

    def get(self, key: str) -> tuple[str, JsonValue] | None:
        """Return (command digest, answer) of a key used before."""
        ...

    def put(self, key: str, *, digest: str, answer: JsonValue, at: datetime) -> None:
        """Remember the answer given for a key.

        Raises:
            IdempotencyKeyReused: the key stands already.
        """
        ...


class Incidents(Protocol):
    """What waits for a person to mend."""

    def put(self, incident: Incident) -> None:
        """Add or replace an incident."""
        ...

    def get(self, incident_id: str) -> Incident | None:
        """Return one incident."""
        ...

    def listed(self, *, status: str = "open", case_id: str = "", limit: int = 100) -> Sequence[Incident]:
        """Return incidents, newest first."""
        ...


class Drafts(Protocol):
    """Half-filled forms, one per work item and account."""

    def put(self, item_id: str, account_id: str, data: JsonValue, *, at: datetime) -> None:
        """Keep what was typed so far."""
        ...

    def get(self, item_id: str, account_id: str) -> JsonValue:
        """Return what was typed, or None."""
        ...

    def drop(self, item_id: str) -> None:
        """Forget the drafts of a work item."""
        ...


class Settings(Protocol):
    """Small durable values of this installation, such as the pack that was loaded and heartbeats."""

    def get(self, name: str) -> JsonValue:
        """Return the value, or None."""
        ...

    def put(self, name: str, value: JsonValue) -> None:
        """Keep the value."""
        ...


class Tx(Protocol):
    """One transaction, by topic."""

    @property
    def cases(self) -> Cases: ...  # noqa: D102
    @property
    def work(self) -> WorkItems: ...  # noqa: D102
    @property
    def timers(self) -> Timers: ...  # noqa: D102
    @property
    def waits(self) -> Waits: ...  # noqa: D102
    @property
    def journal(self) -> Journal: ...  # noqa: D102
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102
    @property
    def papers(self) -> Papers: ...  # noqa: D102
    @property
    def numbers(self) -> Numbers: ...  # noqa: D102
    @property
    def directory(self) -> Directory: ...  # noqa: D102
    @property
    def logins(self) -> Logins: ...  # noqa: D102
    @property
    def procedures(self) -> Procedures: ...  # noqa: D102
    @property
    def keys(self) -> Keys: ...  # noqa: D102
    @property
    def incidents(self) -> Incidents: ...  # noqa: D102
    @property
    def drafts(self) -> Drafts: ...  # noqa: D102
    @property
    def settings(self) -> Settings: ...  # noqa: D102


class Store(Protocol):
    """A database with Hewei's tables in it."""

    def read(self) -> AbstractContextManager[Tx]:
        """Open a read-only transaction."""
        ...

    def write(self) -> AbstractContextManager[Tx]:
        """Open a write transaction; it is committed at the end of the block, or rolled back on an exception."""
        ...

    def prepare(self) -> None:
        """Create or migrate the tables to the newest form."""
        ...

    def close(self) -> None:
        """Give back all connections."""
        ...
