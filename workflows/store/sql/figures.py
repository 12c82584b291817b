"""Figures of cases in SQL: the database adds them up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Text, delete, func, insert, literal_column, select

from workflows.domain.figure import Figure
from workflows.store.encoding import json_text
from workflows.store.ports.figures import Dimension
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, at, of, put
from workflows.store.sql.tables import cases, figures, measures

OPEN: ColumnElement[int] = literal_column("1")
NOTHING: ColumnElement[str] = literal_column("''", Text)
PUT = put(figures)
DROP_MEASURES = Statement(delete(measures).where(measures.c.case_id == of("case")))
ADD_MEASURE = Statement(insert(measures))
STALE = Statement(
    select(cases.c.id)
    .select_from(cases)
    .join(figures, (figures.c.case_id == cases.c.id) & (figures.c.rev == cases.c.rev), isouter=True)
    .where(figures.c.case_id.is_(None))
    .order_by(cases.c.id)
    .limit(at("at_most"))
)
LOADS = Statement(
    select(figures.c.mediator_id, func.count())
    .where(figures.c.is_open == OPEN, figures.c.mediator_id != NOTHING, figures.c.pack == of("of_pack"))
    .group_by(figures.c.mediator_id)
)


@lru_cache(maxsize=16)
def _sums(by: Dimension, *, among: bool) -> Statement:
    group: ColumnElement[Any] = NOTHING
    if by == "month":
        group = func.substr(measures.c.day, literal_column("1"), literal_column("7"))
    elif by != "all":
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


class SqlFigures:
    """Figures of cases, and their sums."""

    def __init__(self, session: Session) -> None:
        self._session = session

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
        self._session.run(PUT, row)
        self._session.run(DROP_MEASURES, {"case": figure.case_id})
        self._session.run_each(
            ADD_MEASURE,
            [
                {"case_id": figure.case_id, "measure": name, "day": day.isoformat(), "amount": amount}
                for name, (day, amount) in figure.measures.items()
            ],
        )

    def stale(self, *, limit: int = 500) -> Sequence[str]:
        """Return ids of cases whose figure is missing or of an earlier revision, in order."""
        return [row[0] for row in self._session.all(STALE, at_most=limit)]

    def sums(
        self, since: date, until: date, *, pack: str, orgs: Iterable[str] | None = None, by: Dimension = "all"
    ) -> Mapping[str, Mapping[str, int]]:
        """Return {group: {measure: sum}} of what counts from *since* to *until*, both included."""
        values: dict[str, Any] = {"since": since.isoformat(), "until": until.isoformat(), "of_pack": pack}
        if orgs is not None:
            values["orgs"] = json_text(sorted(orgs))
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for group, measure, amount in self._session.all(_sums(by, among=orgs is not None), **values):
            found[group][measure] = int(amount)
        return found

    def loads(self, *, pack: str) -> Mapping[str, int]:
        """Return how many open cases each mediator has; those with none are left out."""
        return {row[0]: row[1] for row in self._session.all(LOADS, of_pack=pack)}
