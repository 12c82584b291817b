"""Cases, work items, half-filled forms, papers and numbers in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import JsonValue

from workflows.domain.case import Case, CaseStatus
from workflows.domain.case_query import CaseQuery
from workflows.domain.paper import Paper
from workflows.domain.personal import Identity, identities, normalise
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.errors import AlreadyThere, CaseChangedMeanwhile, MissingReference, UnknownCase
from workflows.store.audit_notes import AuditNotes
from workflows.store.encoding import micros
from workflows.store.memory.case_keys import frame_of
from workflows.store.memory.shelves import Shelves, as_json, as_stored, utc
from workflows.store.ports.casework import Revision
from workflows.store.search_text import search_text, search_words
from workflows.vault import broken_record


class MemoryCases:
    """Cases and their revisions."""

    def __init__(self, shelves: Shelves, notes: AuditNotes) -> None:
        self._notes = notes
        self._shelves = shelves
        self._cases = shelves.cases
        self._revisions = shelves.revisions
        self._saved = shelves.saved

    def add(self, case: Case) -> None:
        """Keep a new case (rev 0)."""
        micros(case.opened_at)
        cases = self._cases.change()
        if case.id in cases or any(known.number == case.number for known in cases.values()):
            raise AlreadyThere(case=case.id, number=case.number)
        cases[case.id] = case
        self._keep(case, case.opened_at, case.opened_by, "open")

    def get(self, case_id: str, *, lock: bool = False) -> Case | None:  # noqa: ARG002 - there is one writer only
        """Return the case at its newest revision."""
        return self._whole(self._cases.rows.get(case_id))

    def held(self, case_ids: Collection[str]) -> Mapping[str, Case]:
        """Return these cases by id at their newest revisions; there is one writer only."""
        found = ((case_id, self.get(case_id)) for case_id in case_ids)
        return {case_id: case for case_id, case in found if case is not None}

    def briefs(self, case_ids: Collection[str]) -> Mapping[str, Case]:
        """Return these cases by id, without engine state."""
        known = ((case_id, self._cases.rows.get(case_id)) for case_id in case_ids)
        return {case_id: self._listed(case) for case_id, case in known if case is not None}

    def by_number(self, number: str) -> Case | None:
        """Return the case with this number."""
        return self._whole(next((case for case in self._cases.rows.values() if case.number == number), None))

    def id_of(self, number: str) -> str | None:
        """Return the id of the case with this number, without opening it."""
        return next((case.id for case in self._cases.rows.values() if case.number == number), None)

    def save(self, case: Case, *, at: datetime, actor: str, command: str) -> None:
        """Keep *case* as its next revision, if the stored one is still `case.rev - 1`."""
        micros(at)
        stored = self._cases.rows.get(case.id)
        if stored is None:
            raise UnknownCase(case=case.id)
        if stored.rev != case.rev - 1:
            raise CaseChangedMeanwhile(case=case.number, rev=case.rev)
        self._cases.change()[case.id] = case
        self._keep(case, at, actor, command)

    def revision(self, case_id: str, rev: int) -> Case | None:
        """Return the case as it was at revision *rev*."""
        found = self._revisions.rows.get((case_id, rev))
        newest = self._cases.rows.get(case_id)
        return self._whole(found) if newest is not None and newest.rev == rev else found

    def _whole(self, case: Case | None) -> Case | None:
        if case is not None and case.id in self._shelves.damaged.rows:
            raise broken_record(case.id, f"body {case.rev}")
        return case

    def _listed(self, case: Case) -> Case:
        if case.id in self._shelves.damaged.rows:
            return frame_of(case).model_copy(update={"damaged": True})
        return case.model_copy(update={"state": b""})

    def _keep(self, case: Case, at: datetime, actor: str, command: str) -> None:
        if case.id in self._shelves.damaged.rows:
            self._shelves.damaged.change().pop(case.id)
        self._notes.moved(case.id, case.rev, at=at, actor=actor, command=command)
        self._revisions.change()[case.id, case.rev] = case
        self._saved.change()[case.id, case.rev] = (utc(at), actor, command)

    def history(self, case_id: str) -> Sequence[Revision]:
        """Return what was saved of a case, oldest first."""
        found = sorted((rev, saved) for (case, rev), saved in self._saved.rows.items() if case == case_id)
        return [Revision(rev, *saved) for rev, saved in found]

    def on_version(self, digest: str, *, limit: int = 100, after: str = "") -> Sequence[str]:
        """Return ids of cases that are not closed and run on the version *digest*, in order, those above *after*."""
        running = (
            case.id
            for case in self._cases.rows.values()
            if case.version == digest and case.status is not CaseStatus.CLOSED
        )
        return sorted(case_id for case_id in running if case_id > after)[:limit]

    def search(
        self,
        *,
        orgs: Iterable[str] | None = None,
        status: str = "",
        text: str = "",
        limit: int = 50,
        offset: int = 0,
    ) -> Sequence[Case]:
        """Return cases (without engine state), newest first."""
        among = None if orgs is None else frozenset(orgs)
        return self.find(CaseQuery(orgs=among, status=status, text=text, limit=limit, offset=offset))

    def find(self, query: CaseQuery) -> Sequence[Case]:
        """Return the cases that *query* asks for, without engine state."""
        words = search_words(query.text)
        found = [
            case
            for case in self._cases.rows.values()
            if case.id not in self._shelves.unlisted.rows
            and self._fits(case, query)
            and all(word in search_text(case) for word in words)
        ]
        found.sort(key=lambda case: case.opened_at)
        if not query.oldest_first:
            found.reverse()
        if query.open_first:
            found.sort(key=lambda case: case.status is CaseStatus.CLOSED)
        page = found[query.offset : query.offset + query.limit]
        return [self._listed(case) for case in page]

    def numbers(self, case_ids: Iterable[str]) -> Mapping[str, str]:
        """Return the case numbers by id."""
        rows = self._cases.rows
        return {case_id: rows[case_id].number for case_id in case_ids if case_id in rows}

    def with_identity(self, kind: str, text: str) -> frozenset[str]:
        """Return the ids of the cases in which this identity number or telephone stands."""
        wanted = Identity(kind, normalise(kind, text))
        return frozenset(case.id for case in self._cases.rows.values() if wanted in identities(case.document))

    def _fits(self, case: Case, query: CaseQuery) -> bool:
        among = (query.orgs is None or case.org_id in query.orgs) and (
            query.only is None or case.id in query.only
        )
        same = (
            query.status in ("", case.status.value)
            and query.procedure in ("", case.procedure)
            and query.type in ("", case.document.claim.type)
        )
        return (
            among
            and same
            and _between(case.opened_at, query.since, query.until)
            and _between(self._earliest(case.id), query.due_since, query.due_until)
        )

    def _earliest(self, case_id: str) -> datetime | None:
        open_ones = (
            item.binds_at
            for item in self._shelves.work_items.rows.values()
            if item.case_id == case_id and item.status is WorkStatus.OPEN and item.binds_at is not None
        )
        return min(open_ones, default=None)

    def unlist(self, case_id: str) -> None:
        """Let a case be found no longer."""
        self._shelves.unlisted.change()[case_id] = None

    def remove(self, case_id: str) -> None:
        """Forget a case with its revisions."""
        shelves = self._shelves
        belongings = (shelves.work_items, shelves.timers, shelves.papers, shelves.attachments)
        if any(row.case_id == case_id for shelf in belongings for row in shelf.rows.values()):
            raise MissingReference(case=case_id)
        self._cases.change().pop(case_id, None)
        revisions, saved = self._revisions.change(), self._saved.change()
        for key in [key for key in revisions if key[0] == case_id]:
            del revisions[key], saved[key]
        self._shelves.figures.change().pop(case_id, None)

    def count(self, *, status: str = "") -> int:
        """Return how many cases there are."""
        return sum(status in ("", case.status.value) for case in self._cases.rows.values())


def _between(instant: datetime | None, since: datetime | None, until: datetime | None) -> bool:
    if since is None and until is None:
        return True
    return instant is not None and (since is None or instant >= since) and (until is None or instant < until)


class MemoryWorkItems:
    """What waits for whom."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._items = shelves.work_items

    def replace_open(self, case_id: str, items: Sequence[WorkItem], *, at: datetime) -> Sequence[WorkItem]:
        """Make *items* the open work items of the case; returns them as they are kept."""
        micros(at)
        rows = self._items.change()
        named = {item.id for item in items}
        for item in self.of_case(case_id):
            if item.id not in named:
                rows[item.id] = as_stored(replace(item, status=WorkStatus.CANCELLED, done_at=at))
        for item in items:
            self._shelves.must_know_case(item.case_id)
            known = rows.get(item.id)
            if known is not None and known.case_id != case_id:
                raise AlreadyThere(item=item.id)
            rows[item.id] = _opened(item, known)
        return self.of_case(case_id)

    def get(self, item_id: str) -> WorkItem | None:
        """Return one work item."""
        return self._items.rows.get(item_id)

    def foresee(self, case_ids: Collection[str], item_ids: Collection[str]) -> None:
        """Do nothing: what is in memory needs no question."""

    def claim_done(self, item_id: str, *, by: str, at: datetime) -> bool:
        """Flip the item from open to done by compare-and-set; False if it was not open any more."""
        rows, item = self._items.change(), self._open(item_id)
        if item is None:
            return False
        rows[item_id] = as_stored(replace(item, status=WorkStatus.DONE, done_by=by, done_at=at))
        return True

    def assign(self, item_id: str, assignee: str, *, owner: str = "") -> bool:
        """Set who works on an open item, and to whom it returns if it is delegated; False if it is not open."""
        rows, item = self._items.change(), self._open(item_id)
        if item is None:
            return False
        rows[item_id] = replace(item, assignee=assignee, owner=owner)
        return True

    def reschedule(
        self, item_id: str, due_at: datetime | None, *, explanation: str, explanation_en: str
    ) -> bool:
        """Set until when an open item must be done, and why; False if it is not open."""
        rows, item = self._items.change(), self._open(item_id)
        if item is None:
            return False
        rows[item_id] = as_stored(
            replace(item, due_at=due_at, explanation=explanation, explanation_en=explanation_en)
        )
        return True

    def _open(self, item_id: str) -> WorkItem | None:
        item = self._items.rows.get(item_id)
        return item if item is not None and item.status is WorkStatus.OPEN else None

    def of_case(self, case_id: str, *, status: str = "open") -> Sequence[WorkItem]:
        """Return the items of a case, oldest first; status "" means all."""
        found = (
            item
            for item in self._items.rows.values()
            if item.case_id == case_id and status in ("", item.status)
        )
        return sorted(found, key=lambda item: item.created_at)

    def earliest_due(self, case_ids: Collection[str]) -> Mapping[str, datetime]:
        """Return the earliest instant that binds an open item of these cases, by case."""
        dates = {
            case_id: [item.binds_at for item in self.of_case(case_id) if item.binds_at is not None]
            for case_id in case_ids
        }
        return {case_id: min(found) for case_id, found in dates.items() if found}

    def overdue(self, now: datetime, *, limit: int = 1000) -> Sequence[WorkItem]:
        """Return open items whose binding instant has passed at *now*, the longest overdue first."""
        late = [
            item
            for item in self._items.rows.values()
            if item.status is WorkStatus.OPEN and item.binds_at is not None and item.binds_at <= now
        ]
        return sorted(late, key=lambda item: (item.binds_at, item.id))[:limit]


def _opened(item: WorkItem, known: WorkItem | None) -> WorkItem:
    kept = known or item
    return as_stored(
        replace(
            item,
            status=WorkStatus.OPEN,
            assignee=kept.assignee,
            owner=kept.owner,
            created_at=kept.created_at,
            due_at=kept.due_at,
            rule=kept.rule,
            explanation=kept.explanation,
            explanation_en=kept.explanation_en,
        )
    )


class MemoryWatchers:
    """Who gets a copy of a case and may read it."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._watchers = shelves.watchers

    def put(self, case_id: str, account_id: str, *, by: str, at: datetime) -> bool:
        """Let somebody watch the case; False if they do already."""
        self._shelves.must_know_case(case_id)
        rows = self._watchers.change()
        if (case_id, account_id) in rows:
            return False
        rows[case_id, account_id] = (by, utc(at))
        return True

    def drop(self, case_id: str, account_id: str) -> bool:
        """Let them watch no longer; False if they did not."""
        return self._watchers.change().pop((case_id, account_id), None) is not None

    def of_case(self, case_id: str) -> Sequence[str]:
        """Return the accounts that watch the case, in order."""
        return sorted(account for case, account in self._watchers.rows if case == case_id)

    def cases_of(self, account_id: str, *, limit: int = 100) -> Sequence[str]:
        """Return the ids of the cases that somebody watches, the newest copy first."""
        found = [(at, case) for (case, who), (_, at) in self._watchers.rows.items() if who == account_id]
        return [case for _, case in sorted(found, key=lambda row: (-micros(row[0]), row[1]))][:limit]


class MemoryDrafts:
    """Half-filled forms, one per work item and account."""

    def __init__(self, shelves: Shelves) -> None:
        self._drafts = shelves.form_drafts

    def put(self, item_id: str, account_id: str, data: JsonValue, *, at: datetime) -> None:
        """Keep what was typed so far."""
        micros(at)
        self._drafts.change()[item_id, account_id] = as_json(data)

    def get(self, item_id: str, account_id: str) -> JsonValue:
        """Return what was typed, or None."""
        return as_json(self._drafts.rows.get((item_id, account_id)))  # type: ignore[no-any-return]

    def drop(self, item_id: str) -> None:
        """Forget the drafts of a work item."""
        rows = self._drafts.change()
        for key in [key for key in rows if key[0] == item_id]:
            del rows[key]


class MemoryPapers:
    """Papers wanted and made."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._papers = shelves.papers

    def put(self, paper: Paper) -> None:
        """Add or replace a paper."""
        self._shelves.must_know_case(paper.case_id)
        self._papers.change()[paper.id] = as_stored(paper)

    def get(self, paper_id: str) -> Paper | None:
        """Return one paper."""
        return self._papers.rows.get(paper_id)

    def by_check(self, code: str) -> Sequence[Paper]:
        """Return the papers whose QR code carries *code*, oldest first."""
        found = [paper for paper in self._papers.rows.values() if code and paper.check_code == code]
        return sorted(found, key=lambda paper: (paper.wanted_at, paper.id))

    def of_case(self, case_id: str) -> Sequence[Paper]:
        """Return the papers of a case in the order they were wanted."""
        return [paper for paper in self._papers.rows.values() if paper.case_id == case_id]
