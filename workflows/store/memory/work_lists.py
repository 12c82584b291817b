"""Open work items over many cases, in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from workflows.domain.case import CaseStatus
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.domain.work_query import Bounds, StepRecord, Tally, WorkQuery
from workflows.store.memory.shelves import Shelves

MICROSECOND = timedelta(microseconds=1)
NEVER = datetime.max.replace(tzinfo=UTC)


class MemoryWorkLists:
    """Open work items over many cases, for lists, counts and boards."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves

    def page(self, query: WorkQuery) -> Sequence[WorkItem]:
        """Return the items that *query* asks for, in its order."""
        found = [item for item in self._asked(query) if _in_time(item, query)]
        found.sort(key=lambda item: item.created_at)
        if query.column != "due":
            found.sort(key=lambda item: item.binds_at or NEVER)
        found.sort(key=self._key(query.column), reverse=query.descending)
        return found[query.offset : query.offset + query.limit]

    def count(self, query: WorkQuery, bounds: Bounds) -> Mapping[str, int]:
        """Return how many items *query* asks for by light."""
        return Counter(bounds.light(item.binds_at) for item in self._asked(query))

    def tallies(self, orgs: Collection[str], bounds: Bounds, *, typed: bool = False) -> Sequence[Tally]:
        """Return how many open items of these bodies there are by body, holder and light, *typed* by type as well."""
        found: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for item in self._of(orgs):
            found[item.org_id, item.assignee, item.type if typed else ""][bounds.light(item.binds_at)] += 1
        return [
            Tally(org_id=org, holder=holder, type=kind, lights=dict(lights))
            for (org, holder, kind), lights in sorted(found.items())
        ]

    def steps(self, orgs: Collection[str], bounds: Bounds) -> Mapping[str, Mapping[str, int]]:
        """Return {element: {light: number}} of the open items of these bodies."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for item in self._of(orgs):
            found[item.element][bounds.light(item.binds_at)] += 1
        return {element: dict(lights) for element, lights in sorted(found.items())}

    def records(self, orgs: Collection[str], since: datetime) -> Sequence[StepRecord]:
        """Return how the steps of these bodies were done since then, by element and statutory period."""
        found: dict[tuple[str, str], list[tuple[datetime, WorkItem]]] = defaultdict(list)
        for item in self._shelves.work_items.rows.values():
            done = item.done_at if item.status is WorkStatus.DONE and item.org_id in orgs else None
            if done is not None and done >= since:
                found[item.element, item.rule].append((done, item))
        return [
            StepRecord(
                element=element,
                rule=rule,
                done=len(rows),
                dated=sum(item.due_at is not None for _, item in rows),
                in_time=sum(item.due_at is not None and done < item.due_at for done, item in rows),
                micros=sum((done - item.created_at) // MICROSECOND for done, item in rows),
            )
            for (element, rule), rows in sorted(found.items())
        ]

    def handled(
        self, orgs: Collection[str], roles: Collection[str], *, closed: bool, limit: int = 50, offset: int = 0
    ) -> Sequence[str]:
        """Return ids of cases in which these bodies did a step in one of *roles*, the last one done first."""
        theirs = [i for i in self._shelves.work_items.rows.values() if i.org_id in orgs and i.role in roles]
        waiting = {item.case_id for item in theirs if item.status is WorkStatus.OPEN}
        last: dict[str, datetime] = {}
        for item in theirs:
            done = item.done_at if item.status is WorkStatus.DONE else None
            case = self._shelves.cases.rows.get(item.case_id)
            if done and case and item.case_id not in waiting and (case.status is CaseStatus.CLOSED) == closed:
                last[item.case_id] = max(done, last.get(item.case_id, done))
        found = sorted(sorted(last), key=lambda case_id: last[case_id], reverse=True)
        return found[offset : offset + limit]

    def _of(self, orgs: Collection[str]) -> Iterator[WorkItem]:
        yield from self._asked(WorkQuery(orgs=frozenset(orgs)))

    def _asked(self, query: WorkQuery) -> Iterator[WorkItem]:
        for item in self._shelves.work_items.rows.values():
            if item.status is WorkStatus.OPEN and _in_sets(item, query) and self._in_words(item, query):
                yield item

    def _in_words(self, item: WorkItem, query: WorkQuery) -> bool:
        pairs = (
            (query.place, item.org_id),
            (query.role, item.role),
            (query.element, item.element),
            (query.holder, item.assignee),
        )
        return all(not want or want == cell for want, cell in pairs) and (
            not query.type or query.type == item.type
        )

    def _key(self, column: str) -> Callable[[WorkItem], datetime | str]:
        cases, bodies = self._shelves.cases.rows, self._shelves.organisations.rows
        keys: dict[str, Callable[[WorkItem], datetime | str]] = {
            "due": lambda item: item.binds_at or NEVER,
            "since": lambda item: item.created_at,
            "step": lambda item: item.name,
            "number": lambda item: cases[item.case_id].number,
            "place": lambda item: bodies[item.org_id].name if item.org_id in bodies else item.org_id,
            "type": lambda item: item.type,
        }
        return keys[column]


def _in_sets(item: WorkItem, query: WorkQuery) -> bool:
    ways = []
    if query.assignees is not None:
        ways.append(bool(item.assignee) and item.assignee in query.assignees)
    if query.groups is not None:
        ways.append(not item.assignee and (item.org_id, item.role) in query.groups)
    if ways and not any(ways):
        return False
    pairs = (
        (query.orgs, item.org_id),
        (query.roles, item.role),
        (query.elements, item.element),
    )
    return all(members is None or cell in members for members, cell in pairs)


def _in_time(item: WorkItem, query: WorkQuery) -> bool:
    if query.undated:
        return item.binds_at is None
    if query.due_after is not None and (item.binds_at is None or item.binds_at <= query.due_after):
        return False
    return query.due_until is None or (item.binds_at is not None and item.binds_at <= query.due_until)
