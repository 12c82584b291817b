"""What pages ask, sent to a database at the end of a wire together."""

from __future__ import annotations

from workflows.domain.work_query import Bounds, WorkQuery
from workflows.store.encoding import json_text
from workflows.store.sql import (
    attachments,
    cases,
    desk,
    incidents,
    journal,
    outbox,
    papers,
    timers,
    watchers,
    work_items,
    work_lists,
)
from workflows.store.sql.session import Session

OF_CASE = (
    work_items.OF_CASE,
    watchers.OF_CASE,
    timers.OF_CASE,
    journal.OF_CASE,
    papers.OF_CASE,
    desk.NOTES_OF,
    attachments.OF_CASE,
    incidents.OF_CASE,
    outbox.OF_CASE,
)


class SqlAhead:
    """Asks ahead, in the words in which the parts of the transaction will ask."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_case(self, case_id: str) -> None:
        """Ask for the case without engine state, and what belongs to it."""
        own = {"case": case_id}
        case = (cases.BRIEFS, {"ids": json_text([case_id])})
        self._session.ahead([case, *((statement, own) for statement in OF_CASE)])

    def of_list(self, account_id: str, query: WorkQuery, bounds: Bounds) -> None:
        """Ask for a page of the work list, its counts by light, the views and the unread notes of its reader."""
        own = {"account": account_id}
        self._session.ahead(
            [
                work_lists.counting(query, bounds),
                work_lists.paging(query),
                (desk.FILTERS_OF, own),
                (desk.UNREAD, own),
            ]
        )
