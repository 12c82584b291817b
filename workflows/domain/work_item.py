"""A work item: one step of a procedure that waits for a person (待办)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class WorkStatus(StrEnum):
    """Open, done by somebody, or cancelled by the procedure (待办, 已办, 已取消)."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class WorkItem:
    """One open, done or cancelled step of one case.

    `id` is the engine's task id. `role` and `org_id` say whose group queue it stands in; `assignee` is the account that
    took it; `owner` is set while it is delegated: to them it returns, to be confirmed. `due_at` and `explanation` come
    from the statutory period named on the step, `limit_at` from the one that runs for its case. `type` is the type of
    dispute of its case.
    """

    id: str
    case_id: str
    element: str
    name: str
    name_en: str = ""
    role: str = ""
    org_id: str = ""
    assignee: str = ""
    owner: str = ""
    type: str = ""
    form: str = ""
    instructions: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    status: WorkStatus = WorkStatus.OPEN
    created_at: datetime
    due_at: datetime | None = None
    limit_at: datetime | None = None
    rule: str = ""
    explanation: str = ""
    explanation_en: str = ""
    done_by: str = ""
    done_at: datetime | None = None

    @property
    def binds_at(self) -> datetime | None:
        """The instant that binds whoever does it: its own date, else the end of the period that runs for the case."""
        return self.due_at or self.limit_at

    @property
    def instructions_en(self) -> str:
        """The words for the person in English; empty where the diagram has none."""
        return self.properties.get("instructions-en", "")

    @property
    def law(self) -> str:
        """The article shown beside the form."""
        return self.properties.get("law", "")

    @property
    def law_en(self) -> str:
        """The article in English."""
        return self.properties.get("law-en", "")

    @property
    def no_period(self) -> str:
        """Why nothing limits the wait."""
        return self.properties.get("no-period", "")

    @property
    def no_period_en(self) -> str:
        """Why nothing limits the wait, in English."""
        return self.properties.get("no-period-en", "")
