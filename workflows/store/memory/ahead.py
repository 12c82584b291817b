"""Nothing is asked ahead in memory: every answer is at hand."""

from __future__ import annotations

from workflows.domain.work_query import Bounds, WorkQuery


class MemoryAhead:
    """Does nothing."""

    def of_case(self, case_id: str) -> None:
        """Nothing happens."""

    def of_list(self, account_id: str, query: WorkQuery, bounds: Bounds) -> None:
        """Nothing happens."""
