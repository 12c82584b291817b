"""What the store keeps for statistics: one figure a case, added up by the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol

from workflows.domain.figure import Dimension, Figure, Part, PartQuery


class Figures(Protocol):
    """Figures of cases, and their sums."""

    def put(self, figure: Figure) -> None:
        """Add or replace the figure of a case."""
        ...

    def stale(self, *, limit: int = 500) -> Sequence[str]:
        """Return ids of cases whose figure is missing or of an earlier revision, in order."""
        ...

    def sums(
        self, since: date, until: date, *, pack: str, orgs: Iterable[str] | None = None, by: Dimension = "all"
    ) -> Mapping[str, Mapping[str, int]]:
        """Return {group: {measure: sum}} of what counts from *since* to *until*, both included.

        *orgs* None means all bodies; groups are "" for `all` and YYYY-MM for `month`.
        """
        ...

    def parts(self, query: PartQuery) -> Sequence[Part]:
        """Return the cases that *query* asks for, with what they add, what counted last first."""
        ...

    def loads(self, *, pack: str) -> Mapping[str, int]:
        """Return how many open cases each mediator has; those with none are left out."""
        ...
