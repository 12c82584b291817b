"""Several questions on one way to the database, where that is far: the answers are at hand when they are asked for."""

from __future__ import annotations

from typing import Protocol

from workflows.domain.work_query import Bounds, WorkQuery


class Ahead(Protocol):
    """What a page is going to ask; no answer differs by it, and where the database is near nothing happens."""

    def of_case(self, case_id: str) -> None:
        """The case without engine state, and what is its own: steps, deadlines, facts, papers, notes, files, faults."""
        ...

    def of_list(self, account_id: str, query: WorkQuery, bounds: Bounds) -> None:
        """A page of the work list, its counts by light, the views and the unread notes of its reader."""
        ...
