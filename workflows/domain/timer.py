"""A timer row: an instant at which the procedure moves by itself, or at which a warning is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TimerKind(StrEnum):
    """What happens at the instant: the engine moves, or a light changes."""

    ENGINE = "engine"
    WARNING = "warning"
    OVERDUE = "overdue"


class TimerStatus(StrEnum):
    """Armed, fired, disarmed because the step ended first, or stuck after too many tries."""

    ARMED = "armed"
    FIRED = "fired"
    DISARMED = "disarmed"
    STUCK = "stuck"


@dataclass(frozen=True, kw_only=True)
class Timer:
    """One indexed due instant of one case.

    `gen` grows each time the instant is moved, which voids a claim taken for the old one. `rule` names the
    statutory period, `started_on` its trigger day, and the explanations are the sentences a party may read.
    """

    id: str
    case_id: str
    element: str
    name: str = ""
    name_en: str = ""
    kind: TimerKind = TimerKind.ENGINE
    rule: str = ""
    started_on: date | None = None
    due_at: datetime
    provisional: bool = False
    explanation: str = ""
    explanation_en: str = ""
    gen: int = 1
    status: TimerStatus = TimerStatus.ARMED
    attempts: int = 0
    error: str = ""
    fired_at: datetime | None = None
    lease_owner: str = ""
    lease_until: datetime | None = None


class DamagedTimer(Timer):
    """A timer whose row cannot be read: only its id, case and element are known."""
