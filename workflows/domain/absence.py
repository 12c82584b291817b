"""An absence: from one day to another somebody else acts in a person's place (替岗)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Both days belong to it. It ends by itself after `until`, or at once when somebody ends it (`ended_at`)."""

    id: str
    account_id: str
    substitute_id: str
    since: date
    until: date
    set_by: str
    at: datetime
    ended_at: datetime | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether the substitute acts on *day*."""
        return self.ended_at is None and self.since <= day <= self.until

    def overlaps(self, since: date, until: date) -> bool:
        """Return whether it shares a day with the days from *since* to *until*."""
        return self.ended_at is None and self.since <= until and since <= self.until
