"""The report of one piece of work: the table that Prefect shows of it, opaque ids only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

ROWS_SHOWN = 200
"""A table of more rows cannot be read in Prefect's pages; the counts say how many there were."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was done, as rows of one table; `failed` of the `done + failed` things did not work."""

    artifact: str
    rows: Sequence[Mapping[str, str]] = ()
    done: int = 0
    failed: int = 0

    @property
    def says(self) -> str:
        """Return the line above the table."""
        return f"done {self.done}, failed {self.failed}"

    @property
    def shown(self) -> list[dict[str, str]]:
        """Return the rows that are shown."""
        return [dict(row) for row in self.rows[:ROWS_SHOWN]]
