"""The outbox: work for the outside world, written in the same transaction as its cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pydantic import JsonValue

from workflows.errors.kept import in_two, is_trace


class ErrandStatus(StrEnum):
    """Ready to be taken, done, stuck after too many tries, or cancelled because its step was taken back."""

    READY = "ready"
    DONE = "done"
    STUCK = "stuck"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One piece of outside work: `render-document`, `send`, `file-with-court`, `assign-mediator`.

    `id` is also its idempotency key: doing it twice has the effect of once. `payload` holds opaque ids only.
    """

    id: str
    case_id: str
    kind: str
    payload: Mapping[str, JsonValue] = field(default_factory=dict)
    status: ErrandStatus = ErrandStatus.READY
    created_at: datetime
    run_at: datetime
    attempts: int = 0
    max_attempts: int = 8
    error: str = ""
    lease_owner: str = ""
    lease_until: datetime | None = None


class DamagedErrand(Errand):
    """An errand whose row cannot be read: only its id, case and kind are known."""


@dataclass(frozen=True, kw_only=True)
class Incident:
    """Something inside broke and waits for a person; the case itself is unchanged.

    `subject` names what can be tried again: `timer:ID`, `errand:ID`, `paper:ID`, `message:ID`, or `form:ITEM@ACCOUNT`.
    `outcome` says how it ended (retried, skipped, moved, resolved), `note` what the person wrote. `error` is a sentence
    in Chinese and, on the next line, the same in English; one line alone is for both; it may be a trace as well.
    """

    id: str
    case_id: str
    kind: str
    element: str = ""
    error: str = ""
    detail: str = ""
    opened_at: datetime
    status: str = "open"
    resolved_at: datetime | None = None
    resolved_by: str = ""
    subject: str = ""
    outcome: str = ""
    note: str = ""

    @property
    def number(self) -> str:
        """The eight signs by which people name it; where there is one of its kind alone, the kind."""
        if self.id == self.kind:
            return self.id
        return self.id[-8:] if "-" in self.id else self.id[:8]

    @property
    def error_zh(self) -> str:
        """What broke, in Chinese."""
        return in_two(self.error)[0]

    @property
    def error_en(self) -> str:
        """What broke, in English."""
        return in_two(self.error)[1]

    @property
    def cause(self) -> str:
        """What whoever mends it may want to read: the trace, where there is one, and the details."""
        return "\n".join(filter(None, (self.error if is_trace(self.error) else "", self.detail)))
