"""Open work items over many cases in SQL: one statement for each kind of question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    Text,
    case,
    func,
    literal_column,
    select,
    union_all,
)

from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.domain.work_query import Bounds, StepRecord, Tally, WorkQuery
from workflows.store.encoding import json_text, micros
from workflows.store.sql.columns import BEYOND
from workflows.store.sql.record import Record, Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, PairAmong, Statement, at, of, word
from workflows.store.sql.tables import cases, organisations
from workflows.store.sql.tables import work_items as t

RECORD = Record(t, WorkItem)
CLOSED: ColumnElement[str] = literal_column("'closed'", Text)
NOBODY: ColumnElement[str] = literal_column("''", Text)
OPEN = t.c.status == word(WorkStatus.OPEN)
SETS = ("assignees", "groups", "orgs", "roles", "elements")
FEW = 100
"""Up to so many bodies a page begins at these, else at what is due first."""
EITHER = ("assignees", "groups")
WORDS = ("place", "type", "role", "element", "holder")
COUNTED = ("overdue", "red", "yellow", "green", "none")


def _tally(due: ColumnElement[Any]) -> list[ColumnElement[int]]:
    """Return how many there are up to each instant, altogether, and with a date: cheaper than to sort by light."""
    bounds = (at("now"), at("today"), at("soon"))
    return [*(func.count().filter(due <= bound) for bound in bounds), func.count(), func.count(due)]


def _lights(tallied: Row) -> dict[str, int]:
    """Return the lights of what `_tally` counted; those that nothing has are left out."""
    overdue, today, soon, every, dated = (int(number) for number in tallied)
    numbers = (overdue, today - overdue, soon - today, dated - soon, every - dated)
    return {light: number for light, number in zip(COUNTED, numbers, strict=True) if number}


class Shape(NamedTuple):
    """What makes one statement differ from another."""

    sets: tuple[str, ...]
    words: tuple[str, ...]
    after: bool
    until: bool
    undated: bool
    column: str
    descending: bool
    many: bool = False
    """Whether so many bodies are meant that a page begins at what is due first, and not at them."""


def _shape(query: WorkQuery) -> Shape:
    return Shape(
        sets=tuple(name for name in SETS if getattr(query, name) is not None),
        words=tuple(name for name in WORDS if getattr(query, name)),
        after=query.due_after is not None,
        until=query.due_until is not None,
        undated=query.undated,
        column=query.column,
        descending=query.descending,
        many=_many(query),
    )


def _many(query: WorkQuery) -> bool:
    """Whether the first page is full after a few of what is due first: nothing rare narrows many bodies."""
    rare = query.place or query.holder or query.element or query.elements is not None
    return query.column == "due" and not rare and query.orgs is not None and len(query.orgs) > FEW


def _values(query: WorkQuery) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in SETS:
        members = getattr(query, name)
        if members is not None:
            values[f"in_{name}"] = json_text(sorted(members))
    values |= {f"of_{name}": getattr(query, name) for name in WORDS if getattr(query, name)}
    if query.due_after is not None:
        values["due_after"] = micros(query.due_after)
    if query.due_until is not None:
        values["due_until"] = micros(query.due_until)
    return values


def _in_set(name: str, *, many: bool) -> tuple[ColumnElement[bool], ...]:
    if name == "assignees":
        return (t.c.assignee != NOBODY, Among(t.c.assignee, "in_assignees"))
    if name == "groups":
        return (t.c.assignee == NOBODY, PairAmong(t.c.org_id, t.c.role, "in_groups"))
    if name == "orgs" and many:
        # Spelt as a sum it does not lead to the rows: what an index of many bodies finds would have to be sorted.
        return (Among(t.c.org_id.concat(NOBODY), "in_orgs", leads=False),)
    column = {"orgs": t.c.org_id, "roles": t.c.role, "elements": t.c.element}[name]
    return (Among(column, f"in_{name}"),)


def _equal(name: str) -> ColumnElement[bool]:
    columns: dict[str, ColumnElement[str]] = {
        "place": t.c.org_id,
        "type": t.c.type,
        "role": t.c.role,
        "element": t.c.element,
        "holder": t.c.assignee,
    }
    return columns[name] == of(f"of_{name}")


def _halves(shape: Shape) -> list[tuple[str, ...]]:
    """Return the sets to ask for together: own items and those of queues apart, as each has an index of its own."""
    beside = tuple(name for name in shape.sets if name not in EITHER)
    halves = [name for name in EITHER if name in shape.sets]
    return [(half, *beside) for half in halves] or [beside]


def _narrowed(asked: Select[Any], shape: Shape, sets: tuple[str, ...]) -> Select[Any]:
    asked = asked.where(OPEN)
    by_step = "elements" in sets or "element" in shape.words
    for name in sets:
        asked = asked.where(*_in_set(name, many=shape.many or by_step))
    for name in shape.words:
        asked = asked.where(_equal(name))
    if shape.undated:
        asked = asked.where(t.c.binds_at.is_(None))
    if shape.after:
        asked = asked.where(t.c.binds_at > at("due_after"))
    if shape.until:
        asked = asked.where(t.c.binds_at <= at("due_until"))
    return asked


def _key(asked: Select[Any], column: str) -> Select[Any]:
    """Return the statement with the word that it is put in order by, where that is none of the item's dates."""
    if column == "number":
        return asked.add_columns(cases.c.number.label("key")).join(cases, cases.c.id == t.c.case_id)
    if column == "place":
        name = func.coalesce(organisations.c.name, t.c.org_id).label("key")
        return asked.add_columns(name).join(organisations, organisations.c.id == t.c.org_id, isouter=True)
    words = {"step": t.c.name, "type": t.c.type}
    return asked.add_columns(words[column].label("key")) if column in words else asked


def _order(rows: FromClause, shape: Shape) -> list[ColumnElement[Any]]:
    then = [rows.c.created_at, rows.c.place, rows.c.id]
    if (
        shape.many
    ):  # so spelt, the index by due date has this order; else no index has it, and what narrows leads
        dated = rows.c.binds_at
        return [dated.desc().nulls_first() if shape.descending else dated.asc().nulls_last(), *then]
    due: ColumnElement[int] = func.coalesce(rows.c.binds_at, BEYOND)
    if shape.column == "due":
        return [due.desc() if shape.descending else due, *then]
    first = rows.c.created_at if shape.column == "since" else rows.c.key
    return [first.desc() if shape.descending else first, due, *then]


@lru_cache(maxsize=256)
def _page(shape: Shape) -> Statement:
    """Return the statement of a page: first which items in which order, from indexes alone, then what they say."""
    asked = _key(select(t.c.id, t.c.binds_at, t.c.created_at, t.c.place).select_from(t), shape.column)
    found = union_all(*(_narrowed(asked, shape, sets) for sets in _halves(shape))).subquery("found")
    page = select(found).order_by(*_order(found, shape)).limit(at("at_most")).offset(at("skipped"))
    lines = page.subquery("page")
    return Statement(
        select(*RECORD.columns)
        .select_from(lines)
        .join(t, t.c.id == lines.c.id)
        .order_by(*_order(lines, shape))
    )


@lru_cache(maxsize=256)
def _count(shape: Shape) -> Statement:
    asked = select(t.c.binds_at).select_from(t)
    found = union_all(*(_narrowed(asked, shape, sets) for sets in _halves(shape))).subquery("found")
    return Statement(select(*_tally(found.c.binds_at)).select_from(found))


def _tallies(*, typed: bool, many: bool) -> Statement:
    """Return what adds up in the order of an index; as a list of bodies that leads would put them in another."""
    groups = [t.c.org_id, t.c.assignee, *([t.c.type] if typed else [])]
    asked = select(*groups, *_tally(t.c.binds_at)).where(OPEN, *_in_set("orgs", many=many))
    return Statement(asked.group_by(*groups).order_by(*groups))


TALLIES = {
    (typed, many): _tallies(typed=typed, many=many) for typed in (True, False) for many in (True, False)
}
STEPS = Statement(
    select(t.c.element, *_tally(t.c.binds_at))
    .where(OPEN, *_in_set("orgs", many=True))
    .group_by(t.c.element)
    .order_by(t.c.element)
)


def _handled(*, closed: bool) -> Statement:
    theirs = (Among(t.c.org_id, "orgs"), Among(t.c.role, "roles"))
    state = cases.c.status == CLOSED if closed else cases.c.status != CLOSED
    waiting = select(t.c.case_id).where(OPEN, *theirs)
    return Statement(
        select(t.c.case_id)
        .join(cases, cases.c.id == t.c.case_id)
        .where(t.c.status == word(WorkStatus.DONE), *theirs, state, t.c.case_id.not_in(waiting))
        .group_by(t.c.case_id)
        .order_by(func.max(t.c.done_at).desc(), t.c.case_id)
        .limit(at("at_most"))
        .offset(at("skipped"))
    )


HANDLED = {closed: _handled(closed=closed) for closed in (True, False)}
IN_TIME: ColumnElement[int] = case(
    (t.c.done_at < t.c.due_at, literal_column("1", BigInteger)), else_=literal_column("0", BigInteger)
)
RECORDS = Statement(
    select(
        t.c.element,
        t.c.rule,
        func.count(),
        func.count(t.c.due_at),
        func.sum(IN_TIME),
        func.sum(t.c.done_at - t.c.created_at),
    )
    .where(t.c.status == word(WorkStatus.DONE), Among(t.c.org_id, "orgs"), t.c.done_at >= at("since"))
    .group_by(t.c.element, t.c.rule)
    .order_by(t.c.element, t.c.rule)
)


def paging(query: WorkQuery) -> tuple[Statement, Mapping[str, Any]]:
    """Return what is asked for a page of a list, with its parameters."""
    return _page(_shape(query)), {"at_most": query.limit, "skipped": query.offset, **_values(query)}


def counting(query: WorkQuery, bounds: Bounds) -> tuple[Statement, Mapping[str, Any]]:
    """Return what is asked for the counts of a list, with its parameters; they heed neither page nor light."""
    plain = _shape(query)._replace(
        after=False, until=False, undated=False, column="due", descending=False, many=False
    )
    values = {name: value for name, value in _values(query).items() if not name.startswith("due_")}
    return _count(plain), {**values, **_instants(bounds)}


class SqlWorkLists:
    """Open work items over many cases, for lists, counts and boards."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, query: WorkQuery) -> Sequence[WorkItem]:
        """Return the items that *query* asks for, in its order."""
        statement, values = paging(query)
        return RECORD.values(self._session.all(statement, **values))

    def count(self, query: WorkQuery, bounds: Bounds) -> Mapping[str, int]:
        """Return how many items *query* asks for by light."""
        statement, values = counting(query, bounds)
        (row,) = self._session.all(statement, **values)
        return _lights(row)

    def tallies(self, orgs: Collection[str], bounds: Bounds, *, typed: bool = False) -> Sequence[Tally]:
        """Return how many open items of these bodies there are by body, holder and light, *typed* by type as well."""
        asked = TALLIES[typed, len(orgs) > FEW]
        rows = self._session.all(asked, in_orgs=json_text(sorted(orgs)), **_instants(bounds))
        return [
            Tally(org_id=row[0], holder=row[1], type=row[2] if typed else "", lights=_lights(row[-5:]))
            for row in rows
        ]

    def steps(self, orgs: Collection[str], bounds: Bounds) -> Mapping[str, Mapping[str, int]]:
        """Return {element: {light: number}} of the open items of these bodies."""
        rows = self._session.all(STEPS, in_orgs=json_text(sorted(orgs)), **_instants(bounds))
        return {row[0]: _lights(row[1:]) for row in rows}

    def records(self, orgs: Collection[str], since: datetime) -> Sequence[StepRecord]:
        """Return how the steps of these bodies were done since then, by element and statutory period."""
        rows = self._session.all(RECORDS, orgs=json_text(sorted(orgs)), since=micros(since))
        return [
            StepRecord(
                element=row[0],
                rule=row[1],
                done=int(row[2]),
                dated=int(row[3]),
                in_time=int(row[4] or 0),
                micros=int(row[5]),
            )
            for row in rows
        ]

    def handled(
        self, orgs: Collection[str], roles: Collection[str], *, closed: bool, limit: int = 50, offset: int = 0
    ) -> Sequence[str]:
        """Return ids of cases in which these bodies did a step in one of *roles*, the last one done first."""
        values = {"orgs": json_text(sorted(orgs)), "roles": json_text(sorted(roles))}
        rows = self._session.all(HANDLED[closed], **values, at_most=limit, skipped=offset)
        return [row[0] for row in rows]


def _instants(bounds: Bounds) -> dict[str, int]:
    """Return the instants at which lights change, none before the one that goes before it."""
    now = micros(bounds.now)
    today = max(now, micros(bounds.today))
    return {"now": now, "today": today, "soon": max(today, micros(bounds.soon))}
