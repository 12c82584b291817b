"""Foresee what a verb would do to a case: do it for real in a transaction that is not kept, and tell the difference."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from workflows.domain.case import Case, CaseStatus
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.timer import TimerKind, TimerStatus
from workflows.domain.work_item import WorkItem
from workflows.errors import Refused, StepFailed, UnknownCase
from workflows.store import Store, Tx
from workflows.usecases.app import App


@dataclass(frozen=True)
class MovedDate:
    """A date that would end at another instant; None where it would not run, or not stand, at all."""

    name: str
    name_en: str
    rule: str
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, kw_only=True)
class Consequences:
    """What would be different: steps that open and go, dates that move, papers that become void, the case's status.

    `running` are the dates that go on all the same while the case is suspended.
    """

    opened: tuple[WorkItem, ...]
    gone: tuple[WorkItem, ...]
    passed_on: tuple[WorkItem, ...]
    dates: tuple[MovedDate, ...]
    running: tuple[MovedDate, ...]
    void: tuple[Paper, ...]
    papers: tuple[Paper, ...]
    status_before: str
    status_after: str

    @property
    def nothing(self) -> bool:
        """Whether nothing of the case itself would change."""
        same = self.status_before == self.status_after
        return same and not any((self.opened, self.gone, self.passed_on, self.dates, self.void, self.papers))


class _NotKept(Refused):
    """This was only a look ahead; nothing was changed."""


@dataclass(frozen=True)
class _Shown:
    case: Case
    items: dict[str, WorkItem]
    dates: dict[str, tuple[str, str, str, datetime]]
    papers: dict[str, Paper]


class _Rehearsal:
    """A store whose writes are looked at and then dropped; reads pass through."""

    def __init__(self, store: Store, case_id: str) -> None:
        self._store = store
        self._case_id = case_id
        self.near, self.read = store.near, store.read
        self.prepare, self.clock, self.copy_to, self.close = (
            store.prepare,
            store.clock,
            store.copy_to,
            store.close,
        )
        self.before: _Shown | None = None
        self.after: _Shown | None = None
        self.fault: Exception | None = None

    @contextmanager
    def write(self) -> Iterator[Tx]:
        with self._store.write() as tx:
            self.before = _shown(tx, self._case_id)
            try:
                yield tx
            except Refused:
                raise
            except Exception as fault:
                self.fault = fault
                raise
            self.after = _shown(tx, self._case_id)
            raise _NotKept


def foresee(app: App, case_id: str, verb: Callable[[App], object]) -> Consequences:
    """Return what *verb*, called with a machine that keeps nothing, would do to the case.

    Raises:
        Refused: the verb would be refused; the reason is the one it would give.
        StepFailed: the verb would break inside.
        UnknownCase: there is no such case.
    """
    rehearsal = _Rehearsal(app.store, case_id)
    with suppress(_NotKept):
        verb(replace(app, store=rehearsal))
    if rehearsal.fault is not None:
        raise StepFailed(zh="这项操作办不成，案件没有改动；请联系管理员。") from rehearsal.fault
    if rehearsal.before is None or rehearsal.after is None:
        raise UnknownCase(zh="没有这个案件。", case=case_id)
    return _difference(rehearsal.before, rehearsal.after)


def _shown(tx: Tx, case_id: str) -> _Shown:
    case = tx.cases.get(case_id)
    if case is None:
        raise UnknownCase(zh="没有这个案件。", case=case_id)
    items = {item.id: item for item in tx.work.of_case(case_id)}
    dates = {i.id: (i.name, i.name_en, i.rule, i.due_at) for i in items.values() if i.due_at is not None}
    for timer in tx.timers.of_case(case_id, status=TimerStatus.ARMED.value):
        if timer.kind is TimerKind.ENGINE:
            dates[timer.id] = (timer.name or timer.element, timer.name_en, timer.rule, timer.due_at)
    return _Shown(case, items, dates, {paper.id: paper for paper in tx.papers.of_case(case_id)})


def _difference(before: _Shown, after: _Shown) -> Consequences:
    both = before.items.keys() & after.items.keys()
    return Consequences(
        opened=_only(after.items, before.items),
        gone=_only(before.items, after.items),
        passed_on=tuple(
            after.items[key]
            for key in sorted(both)
            if after.items[key].assignee != before.items[key].assignee
        ),
        dates=tuple(_moved_dates(before, after)),
        running=tuple(_running_on(before, after)) if _suspends(before, after) else (),
        void=tuple(
            paper
            for key, paper in after.papers.items()
            if paper.status is PaperStatus.VOID and before.papers[key].status is not PaperStatus.VOID
        ),
        papers=tuple(paper for key, paper in after.papers.items() if key not in before.papers),
        status_before=before.case.status.value,
        status_after=after.case.status.value,
    )


def _only(items: dict[str, WorkItem], without: dict[str, WorkItem]) -> tuple[WorkItem, ...]:
    return tuple(item for key, item in items.items() if key not in without)


def _moved_dates(before: _Shown, after: _Shown) -> Sequence[MovedDate]:
    moved = []
    for key in before.dates | after.dates:
        was, will = before.dates.get(key), after.dates.get(key)
        if (was[3] if was else None) != (will[3] if will else None):
            name, name_en, rule, _ = will or was or ("", "", "", None)
            moved.append(MovedDate(name, name_en, rule, was[3] if was else None, will[3] if will else None))
    return sorted(moved, key=lambda each: (each.name, each.rule))


def _suspends(before: _Shown, after: _Shown) -> bool:
    return before.case.status is not after.case.status is CaseStatus.SUSPENDED


def _running_on(before: _Shown, after: _Shown) -> Sequence[MovedDate]:
    """Return the dates that a stop leaves as they are; people take it for granted that all of them stand still."""
    same = [date for key, date in after.dates.items() if before.dates.get(key) == date]
    return sorted((MovedDate(*date[:3], date[3], date[3]) for date in same), key=lambda each: each.name)
