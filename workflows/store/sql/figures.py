"""Figures of cases in SQL: the database adds them up."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Text,
    case,
    cast,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from workflows.domain.figure import Dimension, Figure, Part, PartQuery
from workflows.store.encoding import json_text
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, add_up, at, of, put
from workflows.store.sql.tables import cases, figure_sums, figures, measures

Sum = tuple[str, str, str, str, str]
"""The key of a sum: place, day or month, measure, body, tier."""
ONE_DAY = timedelta(days=1)
UNCOUNTED: ColumnElement[int] = literal_column("0", BigInteger)
OPEN: ColumnElement[int] = literal_column("1", BigInteger)
NOTHING: ColumnElement[str] = literal_column("''", Text)
PUT = put(figures)
DROP_MEASURES = Statement(delete(measures).where(measures.c.case_id == of("case")))
ADD_MEASURE = Statement(insert(measures))
STALE = Statement(
    select(cases.c.id).where(cases.c.counted == UNCOUNTED).order_by(cases.c.id).limit(at("at_most"))
)
COUNTED = Statement(
    update(cases)
    .where(cases.c.id == of("case"))
    .values(counted=case((cases.c.rev == at("of_rev"), OPEN), else_=UNCOUNTED))
)
"""One that has moved on since is to be counted again; either way its row is locked, so that nobody counts it beside."""
BEFORE = Statement(
    select(
        figures.c.pack,
        figures.c.org_id,
        figures.c.tier,
        measures.c.measure,
        measures.c.day,
        measures.c.amount,
    )
    .join(measures, measures.c.case_id == figures.c.case_id)
    .where(figures.c.case_id == of("case"))
)
ADD_UP = add_up(figure_sums, "amount")
TAKE_SUMS = Statement(select(func.pg_advisory_xact_lock(cast(at("lock"), BigInteger))))
SUMS_LOCK = 4854211000
ADDED_UP: frozenset[Dimension] = frozenset({"all", "tier", "org_id", "month"})
"""By these the sums of bodies are kept; by others the measures of single cases are added up."""
LOADS = Statement(
    select(figures.c.mediator_id, func.count())
    .where(figures.c.is_open == OPEN, figures.c.mediator_id != NOTHING, figures.c.pack == of("of_pack"))
    .group_by(figures.c.mediator_id)
)


@lru_cache(maxsize=16)
def _sums(by: Dimension, *, among: bool) -> Statement:
    group = figures.c[by]
    asked = (
        select(group.label("part"), measures.c.measure, func.sum(measures.c.amount))
        .select_from(measures)
        .join(figures, figures.c.case_id == measures.c.case_id)
        .where(measures.c.day >= of("since"), measures.c.day <= of("until"), figures.c.pack == of("of_pack"))
    )
    if among:
        # No index leads to bodies; a county's hundreds are looked up in a hash, not one after the other.
        asked = asked.where(Among(figures.c.org_id, "orgs", leads=False))
    return Statement(asked.group_by(literal_column("1"), measures.c.measure))


@lru_cache(maxsize=16)
def _parts(by: Dimension, *, among: bool) -> Statement:
    """Return the statement of a page of cases: first which ones and in which order, then what they add."""
    counting = (
        (measures.c.day >= of("since"))
        & (measures.c.day <= of("until"))
        & Among(measures.c.measure, "names", leads=False)
    )
    if by == "month":
        counting &= func.substr(measures.c.day, literal_column("1"), literal_column("7")) == of("of_group")
    last = func.max(measures.c.day)
    asked = (
        select(measures.c.case_id, last.label("last"))
        .join(figures, figures.c.case_id == measures.c.case_id)
        .where(counting, figures.c.pack == of("of_pack"))
    )
    if by not in ("all", "month"):
        asked = asked.where(figures.c[by] == of("of_group"))
    if among:
        asked = asked.where(Among(figures.c.org_id, "orgs", leads=False))
    page = (
        asked.group_by(measures.c.case_id)
        .order_by(last.desc(), measures.c.case_id)
        .limit(at("at_most"))
        .offset(at("skipped"))
        .subquery("page")
    )
    return Statement(
        select(page.c.case_id, measures.c.measure, measures.c.amount)
        .join(measures, measures.c.case_id == page.c.case_id)
        .where(counting)
        .order_by(page.c.last.desc(), page.c.case_id, measures.c.measure)
    )


@lru_cache(maxsize=16)
def _kept_sums(by: Dimension, *, among: bool) -> Statement:
    t = figure_sums
    parts: Mapping[Dimension, ColumnElement[Any]] = {
        "all": NOTHING,
        "tier": t.c.tier,
        "org_id": t.c.org_id,
        "month": func.substr(t.c.span, literal_column("1"), literal_column("7")),
    }
    whole = func.sum(t.c.amount)
    asked = select(parts[by].label("part"), t.c.measure, whole).where(
        t.c.pack == of("of_pack"), Among(t.c.span, "spans")
    )
    if among:
        asked = asked.where(Among(t.c.org_id, "orgs", leads=False))
    return Statement(asked.group_by(literal_column("1"), t.c.measure).having(whole != literal_column("0")))


def spans(since: date, until: date) -> list[str]:
    """Return the months that lie whole between two days, both included, and the other days between them."""
    found: list[str] = []
    day = since
    while day <= until:
        last = day.replace(day=monthrange(day.year, day.month)[1])
        whole = day.day == 1 and last <= until
        found.append(f"{day:%Y-%m}" if whole else day.isoformat())
        reached = last if whole else day
        if reached >= until:
            break
        day = reached + ONE_DAY
    return found


def drop_figure(session: Session, case_id: str) -> None:
    """Take what a case counted for out of the sums, before its figure is removed."""
    _take_turn(session)
    _add_up(session, Counter(_before(session, case_id)))


def _take_turn(session: Session) -> None:
    """On PostgreSQL one transaction at a time changes sums: two would lock the same ones in different orders."""
    if session.dialect.name == "postgresql":
        session.one(TAKE_SUMS, lock=SUMS_LOCK)


def _before(session: Session, case_id: str) -> Mapping[Sum, int]:
    """Return what a case has added to the sums so far, to be taken away."""
    found: Counter[Sum] = Counter()
    for pack, org_id, tier, measure, day, amount in session.all(BEFORE, case=case_id):
        for span in (day, day[:7]):
            found[pack, span, measure, org_id, tier] -= amount
    return found


def _add_up(session: Session, changes: Mapping[Sum, int]) -> None:
    names = ("pack", "span", "measure", "org_id", "tier")
    rows = [
        dict(zip(names, key, strict=True)) | {"amount": amount}
        for key, amount in sorted(changes.items())
        if amount
    ]
    session.run_each(ADD_UP, rows)


class SqlFigures:
    """Figures of cases, and their sums."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._has_turn = False

    def put(self, figure: Figure) -> None:
        """Add or replace the figure of a case."""
        row = {
            "case_id": figure.case_id,
            "rev": figure.rev,
            "pack": figure.pack,
            "org_id": figure.org_id,
            "tier": figure.tier,
            "type": figure.type,
            "channel": figure.channel,
            "mediator_id": figure.mediator_id,
            "is_open": int(figure.is_open),
        }
        if not self._has_turn:
            _take_turn(self._session)
            self._has_turn = True
        self._session.run(COUNTED, {"case": figure.case_id, "of_rev": figure.rev})
        changes = Counter(_before(self._session, figure.case_id))
        for measure, (day, amount) in figure.measures.items():
            for span in (day.isoformat(), f"{day:%Y-%m}"):
                changes[figure.pack, span, measure, figure.org_id, figure.tier] += amount
        self._session.run(PUT, row)
        self._session.run(DROP_MEASURES, {"case": figure.case_id})
        self._session.run_each(
            ADD_MEASURE,
            [
                {"case_id": figure.case_id, "measure": name, "day": day.isoformat(), "amount": amount}
                for name, (day, amount) in figure.measures.items()
            ],
        )
        _add_up(self._session, changes)

    def stale(self, *, limit: int = 500) -> Sequence[str]:
        """Return ids of cases whose figure is missing or of an earlier revision, in order."""
        return [row[0] for row in self._session.all(STALE, at_most=limit)]

    def sums(
        self, since: date, until: date, *, pack: str, orgs: Iterable[str] | None = None, by: Dimension = "all"
    ) -> Mapping[str, Mapping[str, int]]:
        """Return {group: {measure: sum}} of what counts from *since* to *until*, both included."""
        if by in ADDED_UP:
            asked = _kept_sums(by, among=orgs is not None)
            values: dict[str, Any] = {"spans": json_text(spans(since, until)), "of_pack": pack}
        else:
            asked = _sums(by, among=orgs is not None)
            values = {"since": since.isoformat(), "until": until.isoformat(), "of_pack": pack}
        if orgs is not None:
            values["orgs"] = json_text(sorted(orgs))
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for group, measure, amount in self._session.all(asked, **values):
            found[group][measure] = int(amount)
        return found

    def parts(self, query: PartQuery) -> Sequence[Part]:
        """Return the cases that *query* asks for, with what they add, what counted last first."""
        values: dict[str, Any] = {
            "since": query.since.isoformat(),
            "until": query.until.isoformat(),
            "of_pack": query.pack,
            "names": json_text(sorted(query.measures)),
            "at_most": query.limit,
            "skipped": query.offset,
        }
        if query.by != "all":
            values["of_group"] = query.group
        if query.orgs is not None:
            values["orgs"] = json_text(sorted(query.orgs))
        found: dict[str, dict[str, int]] = defaultdict(dict)
        asked = _parts(query.by, among=query.orgs is not None)
        for case_id, measure, amount in self._session.all(asked, **values):
            found[case_id][measure] = int(amount)
        return [Part(case_id=case_id, amounts=amounts) for case_id, amounts in found.items()]

    def loads(self, *, pack: str) -> Mapping[str, int]:
        """Return how many open cases each mediator has; those with none are left out."""
        return {row[0]: row[1] for row in self._session.all(LOADS, of_pack=pack)}
