"""Work items in SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Text, func, literal_column, select, union_all, update

from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.errors import AlreadyThere
from workflows.store.encoding import instant_of, json_text, micros
from workflows.store.sql.foreseen import Foreseen
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, at, change_each, new, of, put, word
from workflows.store.sql.tables import work_items as t

RECORD = Record(t, WorkItem)
CONTENT = (
    "element",
    "name",
    "name_en",
    "role",
    "org_id",
    "type",
    "form",
    "instructions",
    "properties",
    "limit_at",
)
"""What an open item takes over from the engine; who works on it, its dates and their reasons stay."""
KEPT = ("case_id", "assignee", "owner", "created_at", "due_at", "rule", "explanation", "explanation_en")

NOBODY = literal_column("''", Text)
"""Spelt out in the statement, as the index of such rows has it."""
_open = t.c.status == word(WorkStatus.OPEN)
_by_age = (t.c.created_at, t.c.place, t.c.id)
KNOWN = Statement(
    select(t.c.place, *RECORD.columns).where(
        ((t.c.case_id == of("case")) & _open) | (Among(t.c.id, "ids") & (t.c.case_id == of("case")))
    )
)
_several = Among(t.c.case_id, "cases")
KNOWN_OF_SEVERAL = Statement(
    union_all(
        select(t.c.place, *RECORD.columns).where(_several, _open),
        select(t.c.place, *RECORD.columns).where(Among(t.c.id, "ids"), ~_open, _several),
    )
)
OPEN = put(t, keep=KEPT, same="case_id", many=True)
CHANGE = Statement(update(t).where(t.c.id == of("item")).values(new(t, (*CONTENT, "binds_at"))))
CANCEL = change_each(
    lambda row: (
        update(t)
        .where(t.c.id == row("item"), _open)
        .values(status=word(WorkStatus.CANCELLED), done_at=row("cancelled_at"))
    ),
    texts=["item"],
    numbers=["cancelled_at"],
)
GET = Statement(select(*RECORD.columns).where(t.c.id == of("item")))
CLAIM = Statement(
    update(t)
    .where(t.c.id == of("item"), _open)
    .values(status=word(WorkStatus.DONE), done_by=of("by"), done_at=at("on"))
)
ASSIGN = Statement(
    update(t).where(t.c.id == of("item"), _open).values(assignee=of("to"), owner=of("returns_to"))
)
RESCHEDULE = Statement(
    update(t)
    .where(t.c.id == of("item"), _open)
    .values(
        due_at=at("until"),
        binds_at=func.coalesce(at("until"), t.c.limit_at),
        explanation=of("why"),
        explanation_en=of("why_en"),
    )
)
OF_CASE = Statement(select(*RECORD.columns).where(t.c.case_id == of("case")).order_by(*_by_age))
OF_CASE_STATUS = Statement(
    select(*RECORD.columns).where(t.c.case_id == of("case"), t.c.status == of("in_status")).order_by(*_by_age)
)

EARLIEST = Statement(
    select(t.c.case_id, func.min(t.c.binds_at))
    .where(Among(t.c.case_id, "cases"), _open, t.c.binds_at.is_not(None))
    .group_by(t.c.case_id)
)
OVERDUE = Statement(
    select(*RECORD.columns)
    .where(_open, t.c.binds_at <= at("now"))
    .order_by(t.c.binds_at, t.c.id)
    .limit(at("at_most"))
)


def _foreign() -> AlreadyThere:
    return AlreadyThere("A work item with this id belongs to another case; ids are for one case only.")


def _opened(item: WorkItem, was: WorkItem | None) -> WorkItem:
    """Return *item* as it is kept: one that was open before keeps who works on it, its dates and their reasons."""
    if was is None and item.status is WorkStatus.OPEN:
        return item
    before = {name: getattr(was, name) for name in KEPT} if was is not None else {}
    return replace(item, status=WorkStatus.OPEN, **before)


def _binds(item: WorkItem) -> int | None:
    return None if item.binds_at is None else micros(item.binds_at)


def _age(kept: tuple[int, WorkItem]) -> tuple[datetime, int, str]:
    place, item = kept
    return item.created_at, place, item.id


class SqlWorkItems:
    """What waits for whom."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._foreseen: Foreseen[tuple[int, WorkItem]] = Foreseen()

    def foresee(self, case_ids: Collection[str], item_ids: Collection[str]) -> None:
        """Read ahead in one question what `replace_open` asks of each of these cases."""
        found: dict[str, dict[str, tuple[int, WorkItem]]] = {case_id: {} for case_id in case_ids}
        asked = {"cases": json_text(sorted(case_ids)), "ids": json_text(sorted(item_ids))}
        for place, *row in self._session.all(KNOWN_OF_SEVERAL, **asked):
            item = RECORD.value(row)
            found[item.case_id][item.id] = (place, item)
        self._foreseen.keep(found, item_ids)

    def _known(self, case_id: str, item_ids: Collection[str]) -> dict[str, tuple[int, WorkItem]]:
        """Return (place, item) of what is open in the case, and of what has one of these ids in it, by id."""
        known = self._foreseen.take(case_id, item_ids)
        if known is None:
            rows = self._session.all(KNOWN, case=case_id, ids=json_text(list(item_ids)))
            known = {row[1]: (row[0], RECORD.value(row[1:])) for row in rows}
        return known

    def replace_open(self, case_id: str, items: Sequence[WorkItem], *, at: datetime) -> Sequence[WorkItem]:
        """Make *items* the open work items of the case; returns these as they are now kept, oldest first."""
        known = self._known(case_id, [item.id for item in items])
        fresh: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        kept: list[tuple[int, WorkItem]] = []
        for place, item in enumerate(items):
            where, was = known.pop(item.id, (place, None))
            if was is None or was.status is not WorkStatus.OPEN:
                kept.append((place, _opened(item, was)))
                opened = {"place": place, "status": WorkStatus.OPEN.value, "binds_at": _binds(kept[-1][1])}
                fresh.append(RECORD.row(item) | opened)
            else:
                kept.append((where, replace(was, **{name: getattr(item, name) for name in CONTENT})))
                if kept[-1][1] != was:
                    row = RECORD.row(item)
                    content = {f"new_{name}": row[name] for name in CONTENT}
                    changed.append({"item": item.id, "new_binds_at": _binds(kept[-1][1]), **content})
        gone = [{"item": each, "cancelled_at": micros(at)} for each in known]
        self._session.later(OPEN, fresh, key=["id"], refused=_foreign)
        self._session.later(CHANGE, changed, key=["item"])
        self._session.later(CANCEL, gone, key=["item"])
        return [item for _, item in sorted(kept, key=_age)]

    def get(self, item_id: str) -> WorkItem | None:
        """Return one work item."""
        row = self._session.one(GET, item=item_id)
        return RECORD.value(row) if row else None

    def claim_done(self, item_id: str, *, by: str, at: datetime) -> bool:
        """Flip the item from open to done by compare-and-set; False if it was not open any more."""
        self._foreseen.forget()
        return self._session.run(CLAIM, {"item": item_id, "by": by, "on": micros(at)}) == 1

    def assign(self, item_id: str, assignee: str, *, owner: str = "") -> bool:
        """Set who works on an open item, and to whom it returns if it is delegated; False if it is not open."""
        self._foreseen.forget()
        return self._session.run(ASSIGN, {"item": item_id, "to": assignee, "returns_to": owner}) == 1

    def reschedule(
        self, item_id: str, due_at: datetime | None, *, explanation: str, explanation_en: str
    ) -> bool:
        """Set until when an open item must be done, and why; False if it is not open."""
        self._foreseen.forget()
        until = micros(due_at) if due_at is not None else None
        values = {"item": item_id, "until": until, "why": explanation, "why_en": explanation_en}
        return self._session.run(RESCHEDULE, values) == 1

    def of_case(self, case_id: str, *, status: str = "open") -> Sequence[WorkItem]:
        """Return the items of a case, oldest first; status "" means all."""
        if status:
            return RECORD.values(self._session.all(OF_CASE_STATUS, case=case_id, in_status=status))
        return RECORD.values(self._session.all(OF_CASE, case=case_id))

    def earliest_due(self, case_ids: Collection[str]) -> Mapping[str, datetime]:
        """Return the earliest instant that binds an open item of these cases, by case."""
        rows = self._session.all(EARLIEST, cases=json_text(sorted(case_ids)))
        return {row[0]: instant_of(row[1]) for row in rows}

    def overdue(self, now: datetime, *, limit: int = 1000) -> Sequence[WorkItem]:
        """Return open items whose binding instant has passed at *now*, the longest overdue first."""
        return RECORD.values(self._session.all(OVERDUE, now=micros(now), at_most=limit))
