"""What is asked of the open work items of many cases: whose, where, until when, in which order, which page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

MANY = 1_000_000


@dataclass(frozen=True, kw_only=True)
class WorkQuery:
    """What is None or "" narrows nothing; a set narrows to its members, so an empty one finds nothing.

    `groups` are (body, role) whose items nobody took; with `assignees` beside them either will do. `due_after` is
    exclusive, `due_until` inclusive, and either leaves out what has no date; `undated` asks for these alone. `column`
    is one of work_filter.COLUMNS.
    """

    assignees: frozenset[str] | None = None
    groups: frozenset[tuple[str, str]] | None = None
    orgs: frozenset[str] | None = None
    roles: frozenset[str] | None = None
    elements: frozenset[str] | None = None
    place: str = ""
    type: str = ""
    role: str = ""
    element: str = ""
    holder: str = ""
    due_after: datetime | None = None
    due_until: datetime | None = None
    undated: bool = False
    column: str = "due"
    descending: bool = False
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many open items of a body one account holds (nobody: ""), each light for itself, by type if it was asked."""

    org_id: str
    holder: str = ""
    type: str = ""
    lights: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.lights.values())


@dataclass(frozen=True, kw_only=True)
class StepRecord:
    """How one step under one period was done over some days: how often, how often in time, and how long it took.

    `dated` counts those that had a due date; `micros` is the time from given to done of all together.
    """

    element: str
    rule: str
    done: int
    dated: int
    in_time: int
    micros: int


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The instants at which lights change: due by `now` is overdue, by `today` red, by `soon` yellow, else green."""

    now: datetime
    today: datetime
    soon: datetime

    def light(self, due_at: datetime | None) -> str:
        """Return the light of an item that is due at *due_at*."""
        if due_at is None:
            return "none"
        if due_at <= self.now:
            return "overdue"
        if due_at <= self.today:
            return "red"
        return "yellow" if due_at <= self.soon else "green"

    def span(self, light: str) -> tuple[datetime | None, datetime | None]:
        """Return (exclusive, inclusive) between which an item shows *light*; green has no end."""
        soon = max(self.soon, self.today)
        spans: dict[str, tuple[datetime | None, datetime | None]] = {
            "overdue": (None, self.now),
            "red": (self.now, self.today),
            "yellow": (self.today, soon),
            "green": (soon, None),
        }
        return spans.get(light, (None, None))
