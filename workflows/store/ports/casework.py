"""What the store keeps of cases: revisions, work items, half-filled forms, papers, numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from pydantic import JsonValue

from workflows.domain.case import Case
from workflows.domain.case_query import CaseQuery
from workflows.domain.numbering import GivenNumber
from workflows.domain.paper import Paper
from workflows.domain.work_item import WorkItem


class Revision(NamedTuple):
    """One saved step of a case."""

    rev: int
    at: datetime
    actor: str
    command: str


class Cases(Protocol):
    """Cases and their revisions."""

    def add(self, case: Case) -> None:
        """Keep a new case (rev 0)."""
        ...

    def get(self, case_id: str, *, lock: bool = False) -> Case | None:
        """Return the case at its newest revision; with *lock* nobody else may change it before this ends."""
        ...

    def held(self, case_ids: Collection[str]) -> Mapping[str, Case]:
        """Return these cases by id at their newest revisions, each locked until the transaction ends."""
        ...

    def briefs(self, case_ids: Collection[str]) -> Mapping[str, Case]:
        """Return these cases by id, without engine state, in one question; unknown ids are left out.

        One whose record cannot be opened is its frame, `damaged`; every way to change a case refuses it by name.
        """
        ...

    def by_number(self, number: str) -> Case | None:
        """Return the case with this number."""
        ...

    def id_of(self, number: str) -> str | None:
        """Return the id of the case with this number, without opening it."""
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

    def with_identity(self, kind: str, text: str) -> frozenset[str]:
        """Return the ids of the cases in which this identity number or telephone stands, however it is spelt.

        *kind* is "id-number" or "phone" (the marks in domain/section.py).
        """
        ...

    def numbers(self, case_ids: Iterable[str]) -> Mapping[str, str]:
        """Return the case numbers by id, without opening a case; unknown ids are left out."""
        ...

    def history(self, case_id: str) -> Sequence[Revision]:
        """Return what was saved of a case, oldest first: number, instant, by whom, by which command."""
        ...

    def on_version(self, digest: str, *, limit: int = 100, after: str = "") -> Sequence[str]:
        """Return ids of cases that are not closed and run on the version *digest*, in order, those above *after*."""
        ...

    def search(
        self,
        *,
        orgs: Iterable[str] | None = None,
        status: str = "",
        text: str = "",
        limit: int = 50,
        offset: int = 0,
    ) -> Sequence[Case]:
        """Return cases (without engine state), newest first; *orgs* None means all organisations.

        Each word of *text* (its first 200 characters count) must occur in the number, the title, a party's name or
        the beginning of the summary.
        """
        ...

    def find(self, query: CaseQuery) -> Sequence[Case]:
        """Return the cases that *query* asks for, without engine state; damaged ones as `briefs` tells them."""
        ...

    def unlist(self, case_id: str) -> None:
        """Let a case be found no longer, as when its people were erased; a later save lists it again."""
        ...

    def remove(self, case_id: str) -> None:
        """Forget a case with its revisions and figures, as if it had never been; its facts stay.

        Raises:
            MissingReference: work items, timers, papers or attachments still belong to it.
        """
        ...

    def count(self, *, status: str = "") -> int:
        """Return how many cases there are."""
        ...


class WorkItems(Protocol):
    """What waits for whom."""

    def replace_open(self, case_id: str, items: Sequence[WorkItem], *, at: datetime) -> Sequence[WorkItem]:
        """Make *items* the open work items of the case; returns these as they are now kept, oldest first.

        New ones are added, known ones keep assignee and own dates and take the limit of their case over, open ones that
        are not named become cancelled. One that was done or cancelled and is open again (a step was undone) is opened
        anew.
        """
        ...

    def foresee(self, case_ids: Collection[str], item_ids: Collection[str]) -> None:
        """Read ahead in one question what `replace_open` asks of each of these cases, which nobody else can change.

        *item_ids* are those that will be named. A case that is changed in another way meanwhile is asked for anew.
        """
        ...

    def get(self, item_id: str) -> WorkItem | None:
        """Return one work item."""
        ...

    def claim_done(self, item_id: str, *, by: str, at: datetime) -> bool:
        """Flip the item from open to done by compare-and-set; False if it was not open any more."""
        ...

    def assign(self, item_id: str, assignee: str, *, owner: str = "") -> bool:
        """Set who works on an open item, and to whom it returns if it is delegated; False if it is not open."""
        ...

    def reschedule(
        self, item_id: str, due_at: datetime | None, *, explanation: str, explanation_en: str
    ) -> bool:
        """Set until when an open item must be done, and why; False if it is not open."""
        ...

    def of_case(self, case_id: str, *, status: str = "open") -> Sequence[WorkItem]:
        """Return the items of a case, oldest first; status "" means all."""
        ...

    def earliest_due(self, case_ids: Collection[str]) -> Mapping[str, datetime]:
        """Return the earliest instant that binds an open item of these cases, by case; cases without are left out."""
        ...

    def overdue(self, now: datetime, *, limit: int = 1000) -> Sequence[WorkItem]:
        """Return open items whose binding instant has passed at *now*, the longest overdue first."""
        ...


class Watchers(Protocol):
    """Who gets a copy of a case and may read it (抄送)."""

    def put(self, case_id: str, account_id: str, *, by: str, at: datetime) -> bool:
        """Let somebody watch the case; False if they do already."""
        ...

    def drop(self, case_id: str, account_id: str) -> bool:
        """Let them watch no longer; False if they did not."""
        ...

    def of_case(self, case_id: str) -> Sequence[str]:
        """Return the accounts that watch the case, in order."""
        ...

    def cases_of(self, account_id: str, *, limit: int = 100) -> Sequence[str]:
        """Return the ids of the cases that somebody watches, the newest copy first."""
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


class Papers(Protocol):
    """Papers wanted and made."""

    def put(self, paper: Paper) -> None:
        """Add or replace a paper."""
        ...

    def get(self, paper_id: str) -> Paper | None:
        """Return one paper."""
        ...

    def by_check(self, code: str) -> Sequence[Paper]:
        """Return the papers whose QR code carries *code*, oldest first."""
        ...

    def of_case(self, case_id: str) -> Sequence[Paper]:
        """Return the papers of a case in the order they were wanted."""
        ...


class Numbers(Protocol):
    """Gap-free series."""

    def next(self, series: str) -> int:
        """Return the next number of *series*, starting at 1; a rolled-back transaction burns none."""
        ...

    def note(self, given: GivenNumber) -> None:
        """Keep which paper bears a number."""
        ...

    def given(self, beginning: str) -> Sequence[GivenNumber]:
        """Return the numbers of all series whose name has this *beginning*, in order."""
        ...

    def last(self, beginning: str) -> Mapping[str, int]:
        """Return the last number of each series whose name has this *beginning*."""
        ...
