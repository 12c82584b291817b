"""What somebody looks for among cases: words, where, when, how urgent, in which order and which page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class CaseQuery:
    """A search of cases; what is empty narrows nothing.

    Args:
        text: words that must all occur in number, title, parties' names or the beginning of the summary.
        orgs: bodies in which the cases lie; None means all.
        only: ids of the only cases that may be found; None means all.
        since: opened at this instant or later.
        until: opened before this instant.
        due_since: the earliest date of an open step is at this instant or later.
        due_until: the earliest date of an open step is before this instant.
        oldest_first: the order; otherwise what was opened last comes first.
        open_first: what is closed comes after all others, whatever the order.
    """

    text: str = ""
    orgs: frozenset[str] | None = None
    only: frozenset[str] | None = None
    status: str = ""
    procedure: str = ""
    type: str = ""
    since: datetime | None = None
    until: datetime | None = None
    due_since: datetime | None = None
    due_until: datetime | None = None
    oldest_first: bool = False
    open_first: bool = False
    limit: int = 50
    offset: int = 0
