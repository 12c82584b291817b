"""What the store keeps for desks: absences, notes and mentions, saved filters, what was looked at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from workflows.domain.absence import Absence
from workflows.domain.note import Mention, Note
from workflows.domain.work_item import WorkItem
from workflows.domain.work_query import Bounds, StepRecord, Tally, WorkQuery


class Absences(Protocol):
    """Who is away from which day to which, and who acts in their place."""

    def put(self, absence: Absence) -> None:
        """Add or replace an absence."""
        ...

    def get(self, absence_id: str) -> Absence | None:
        """Return one absence."""
        ...

    def of_account(self, account_id: str) -> Sequence[Absence]:
        """Return the absences of somebody, the last one first."""
        ...

    def stood_for(self, substitute_id: str, day: date) -> Sequence[str]:
        """Return the accounts in whose place *substitute_id* acts on *day*, in order."""
        ...


class Notes(Protocol):
    """What colleagues write beside cases."""

    def add(self, note: Note) -> None:
        """Keep a note; each account in its mentions finds it unread."""
        ...

    def of_case(self, case_id: str) -> Sequence[Note]:
        """Return the notes of a case, oldest first."""
        ...

    def mentions_of(self, account_id: str, *, limit: int = 50, offset: int = 0) -> Sequence[Mention]:
        """Return the notes that mention somebody: unread ones first, then the newest."""
        ...

    def unread(self, account_id: str) -> int:
        """Return how many notes that mention somebody they have not read."""
        ...

    def seen(self, case_id: str, account_id: str, *, at: datetime) -> int:
        """Note that somebody read the notes of a case; returns how many were unread."""
        ...


class SavedFilters(Protocol):
    """Views of work lists that people gave a name."""

    def put(self, account_id: str, name: str, asked: Mapping[str, str], *, at: datetime) -> None:
        """Keep a view under a name, or replace the one that has it."""
        ...

    def drop(self, account_id: str, name: str) -> bool:
        """Forget one; False if there was none."""
        ...

    def of_account(self, account_id: str) -> Mapping[str, Mapping[str, str]]:
        """Return the views of somebody by name, in the order of the names."""
        ...


class ItemsSeen(Protocol):
    """Which work items somebody has opened."""

    def put(self, account_id: str, item_ids: Collection[str], *, at: datetime) -> None:
        """Note that somebody opened these."""
        ...

    def among(self, account_id: str, item_ids: Collection[str]) -> frozenset[str]:
        """Return which of these somebody has opened."""
        ...


class WorkLists(Protocol):
    """Open work items over many cases, for lists, counts and boards."""

    def page(self, query: WorkQuery) -> Sequence[WorkItem]:
        """Return the items that *query* asks for, in its order; those without a date come last by due date."""
        ...

    def count(self, query: WorkQuery, bounds: Bounds) -> Mapping[str, int]:
        """Return how many items *query* asks for by light; its page and its own due dates do not matter."""
        ...

    def tallies(self, orgs: Collection[str], bounds: Bounds, *, typed: bool = False) -> Sequence[Tally]:
        """Return how many open items of these bodies there are by body, holder and light, *typed* by type as well."""
        ...

    def steps(self, orgs: Collection[str], bounds: Bounds) -> Mapping[str, Mapping[str, int]]:
        """Return {element: {light: number}} of the open items of these bodies."""
        ...

    def records(self, orgs: Collection[str], since: datetime) -> Sequence[StepRecord]:
        """Return how the steps of these bodies were done since then, by element and statutory period."""
        ...

    def handled(
        self, orgs: Collection[str], roles: Collection[str], *, closed: bool, limit: int = 50, offset: int = 0
    ) -> Sequence[str]:
        """Return ids of cases in which these bodies did a step in one of *roles*, the last one done first.

        Cases in which they have a step open are left out.
        """
        ...
