"""Open work items over many cases in SQL: one statement for each kind of question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, Text, case, func, literal_column, select, union_all

from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.domain.work_query import Bounds, StepRecord, Tally, WorkQuery
from workflows.store.encoding import json_text, micros
from workflows.store.sql.columns import BEYOND
from workflows.store.sql.intake_tables import case_search
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, PairAmong, Statement, at, of, word
from workflows.store.sql.tables import cases, organisations
from workflows.store.sql.tables import work_items as t

RECORD = Record(t, WorkItem)
CLOSED: ColumnElement[str] = literal_column("'closed'", Text)
NOBODY: ColumnElement[str] = literal_column("''", Text)
OPEN = t.c.status == word(WorkStatus.OPEN)
DUE = func.coalesce(t.c.due_at, BEYOND)
SETS = ("assignees", "groups", "orgs", "cases", "roles")
EITHER = ("assignees", "groups")
WORDS = ("place", "type", "role", "element", "holder")
LIGHT: ColumnElement[str] = case(
    (t.c.due_at.is_(None), literal_column("'none'", Text)),
    (t.c.due_at <= at("now"), literal_column("'overdue'", Text)),
    (t.c.due_at <= at("today"), literal_column("'red'", Text)),
    (t.c.due_at <= at("soon"), literal_column("'yellow'", Text)),
    else_=literal_column("'green'", Text),
)
TYPE = func.coalesce(case_search.c.type, NOBODY)


class Shape(NamedTuple):
    """What makes one statement differ from another."""

    sets: tuple[str, ...]
    words: tuple[str, ...]
    after: bool
    until: bool
    undated: bool
    column: str
    descending: bool


def _shape(query: WorkQuery) -> Shape:
    return Shape(
        sets=tuple(name for name in SETS if getattr(query, name) is not None),
        words=tuple(name for name in WORDS if getattr(query, name)),
        after=query.due_after is not None,
        until=query.due_until is not None,
        undated=query.undated,
        column=query.column,
        descending=query.descending,
    )


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


def _in_set(name: str) -> tuple[ColumnElement[bool], ...]:
    if name == "assignees":
        return (t.c.assignee != NOBODY, Among(t.c.assignee, "in_assignees"))
    if name == "groups":
        return (t.c.assignee == NOBODY, PairAmong(t.c.org_id, t.c.role, "in_groups"))
    column = {"orgs": t.c.org_id, "cases": t.c.case_id, "roles": t.c.role}[name]
    return (Among(column, f"in_{name}"),)


def _either() -> ColumnElement[bool]:
    """Own items and those of queues: each has an index of its own, which an OR over both would not use."""
    halves = [select(t.c.id).where(OPEN, *_in_set(name)) for name in EITHER]
    return t.c.id.in_(union_all(*halves))


def _equal(name: str) -> ColumnElement[bool]:
    columns: dict[str, ColumnElement[str]] = {
        "place": t.c.org_id,
        "type": case_search.c.type,
        "role": t.c.role,
        "element": t.c.element,
        "holder": t.c.assignee,
    }
    return columns[name] == of(f"of_{name}")


def _narrowed(asked: Select[Any], shape: Shape) -> Select[Any]:
    asked = asked.where(OPEN)
    if "type" in shape.words or shape.column == "type":
        asked = asked.join(
            case_search, case_search.c.case_id == t.c.case_id, isouter="type" not in shape.words
        )
    alone = [name for name in shape.sets if name not in EITHER]
    if set(EITHER) <= set(shape.sets):
        asked = asked.where(_either())
    else:
        alone = list(shape.sets)
    for name in alone:
        asked = asked.where(*_in_set(name))
    for name in shape.words:
        asked = asked.where(_equal(name))
    if shape.undated:
        asked = asked.where(t.c.due_at.is_(None))
    if shape.after:
        asked = asked.where(t.c.due_at > at("due_after"))
    if shape.until:
        asked = asked.where(t.c.due_at <= at("due_until"))
    return asked


@lru_cache(maxsize=256)
def _page(shape: Shape) -> Statement:
    asked: Select[Any] = select(*RECORD.columns).select_from(t)
    asked = _narrowed(asked, shape)
    keys: dict[str, ColumnElement[Any]] = {
        "due": DUE,
        "since": t.c.created_at,
        "step": t.c.name,
        "number": cases.c.number,
        "place": func.coalesce(organisations.c.name, t.c.org_id),
        "type": TYPE,
    }
    if shape.column == "number":
        asked = asked.join(cases, cases.c.id == t.c.case_id)
    if shape.column == "place":
        asked = asked.join(organisations, organisations.c.id == t.c.org_id, isouter=True)
    key = keys[shape.column]
    order = (key.desc() if shape.descending else key, *(() if shape.column == "due" else (DUE,)))
    return Statement(
        asked.order_by(*order, t.c.created_at, t.c.place, t.c.id).limit(at("at_most")).offset(at("skipped"))
    )


@lru_cache(maxsize=256)
def _count(shape: Shape) -> Statement:
    asked: Select[Any] = select(LIGHT.label("light"), func.count()).select_from(t)
    return Statement(_narrowed(asked, shape).group_by(literal_column("1")))


TALLIES = Statement(
    select(t.c.org_id, TYPE, LIGHT.label("light"), func.count())
    .select_from(t)
    .join(case_search, case_search.c.case_id == t.c.case_id, isouter=True)
    .where(OPEN, Among(t.c.org_id, "orgs"))
    .group_by(literal_column("1"), literal_column("2"), literal_column("3"))
    .order_by(literal_column("1"), literal_column("2"))
)


def _by(column: ColumnElement[str]) -> Statement:
    return Statement(
        select(column, LIGHT.label("light"), func.count())
        .where(OPEN, column != NOBODY, Among(t.c.org_id, "orgs"))
        .group_by(literal_column("1"), literal_column("2"))
        .order_by(literal_column("1"))
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
LOADS, STEPS = _by(t.c.assignee), _by(t.c.element)


class SqlWorkLists:
    """Open work items over many cases, for lists, counts and boards."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, query: WorkQuery) -> Sequence[WorkItem]:
        """Return the items that *query* asks for, in its order."""
        statement = _page(_shape(query))
        rows = self._session.all(statement, at_most=query.limit, skipped=query.offset, **_values(query))
        return RECORD.values(rows)

    def count(self, query: WorkQuery, bounds: Bounds) -> Mapping[str, int]:
        """Return how many items *query* asks for by light."""
        plain = _shape(query)._replace(
            after=False, until=False, undated=False, column="due", descending=False
        )
        values = {name: value for name, value in _values(query).items() if not name.startswith("due_")}
        rows = self._session.all(_count(plain), **values, **_instants(bounds))
        return {row[0]: int(row[1]) for row in rows}

    def tallies(self, orgs: Collection[str], bounds: Bounds) -> Sequence[Tally]:
        """Return how many open items of these bodies there are by body, type of dispute and light."""
        found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for org_id, kind, light, number in self._session.all(
            TALLIES, orgs=json_text(sorted(orgs)), **_instants(bounds)
        ):
            found[org_id, kind][light] = int(number)
        return [Tally(org_id=org_id, type=kind, lights=lights) for (org_id, kind), lights in found.items()]

    def loads(self, orgs: Collection[str], bounds: Bounds) -> Mapping[str, Mapping[str, int]]:
        """Return {account: {light: number}} of the items that somebody took in these bodies."""
        return self._grouped(LOADS, orgs, bounds)

    def steps(self, orgs: Collection[str], bounds: Bounds) -> Mapping[str, Mapping[str, int]]:
        """Return {element: {light: number}} of the open items of these bodies."""
        return self._grouped(STEPS, orgs, bounds)

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

    def _grouped(
        self, statement: Statement, orgs: Collection[str], bounds: Bounds
    ) -> Mapping[str, Mapping[str, int]]:
        found: dict[str, dict[str, int]] = defaultdict(dict)
        rows = self._session.all(statement, orgs=json_text(sorted(orgs)), **_instants(bounds))
        for name, light, number in rows:
            found[name][light] = int(number)
        return found


def _instants(bounds: Bounds) -> dict[str, int]:
    return {"now": micros(bounds.now), "today": micros(bounds.today), "soon": micros(bounds.soon)}
