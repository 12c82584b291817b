"""Figures of cases in memory."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from workflows.domain.figure import Dimension, Figure, Part, PartQuery
from workflows.store.memory.shelves import Shelves


class MemoryFigures:
    """Figures of cases, and their sums."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._figures = shelves.figures

    def put(self, figure: Figure) -> None:
        """Add or replace the figure of a case."""
        self._shelves.must_know_case(figure.case_id)
        self._figures.change()[figure.case_id] = figure

    def stale(self, *, limit: int = 500) -> Sequence[str]:
        """Return ids of cases whose figure is missing or of an earlier revision, in order."""
        known = self._figures.rows
        return sorted(
            case.id
            for case in self._shelves.cases.rows.values()
            if case.id not in known or known[case.id].rev != case.rev
        )[:limit]

    def sums(
        self, since: date, until: date, *, pack: str, orgs: Iterable[str] | None = None, by: Dimension = "all"
    ) -> Mapping[str, Mapping[str, int]]:
        """Return {group: {measure: sum}} of what counts from *since* to *until*, both included."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for figure in self._of(pack, orgs):
            for measure, (day, amount) in figure.measures.items():
                if since <= day <= until:
                    found[_group(figure, day, by)][measure] += amount
        return found

    def parts(self, query: PartQuery) -> Sequence[Part]:
        """Return the cases that *query* asks for, with what they add, what counted last first."""
        found = []
        for figure in self._of(query.pack, query.orgs):
            counting = {
                name: (day, amount)
                for name, (day, amount) in figure.measures.items()
                if name in query.measures
                and query.since <= day <= query.until
                and _group(figure, day, query.by) == query.group
            }
            if counting:
                last = max(day for day, _ in counting.values())
                amounts = {name: amount for name, (_, amount) in sorted(counting.items())}
                found.append((last, Part(case_id=figure.case_id, amounts=amounts)))
        found.sort(key=lambda each: (-each[0].toordinal(), each[1].case_id))
        return [part for _, part in found[query.offset : query.offset + query.limit]]

    def _of(self, pack: str, orgs: Iterable[str] | None) -> Iterator[Figure]:
        among = None if orgs is None else set(orgs)
        for figure in self._figures.rows.values():
            if figure.pack == pack and (among is None or figure.org_id in among):
                yield figure

    def loads(self, *, pack: str) -> Mapping[str, int]:
        """Return how many open cases each mediator has; those with none are left out."""
        return Counter(
            each.mediator_id
            for each in self._figures.rows.values()
            if each.is_open and each.mediator_id and each.pack == pack
        )


def _group(figure: Figure, day: date, by: Dimension) -> str:
    if by == "all":
        return ""
    return f"{day:%Y-%m}" if by == "month" else str(getattr(figure, by))
