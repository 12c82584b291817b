"""A legal period as dated data: its length, how it is counted, what stops it, what happens at its end."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Unit(StrEnum):
    """What a period is counted in (民法典 200); a day is never a working day unless the law says so."""

    DAY = "day"
    WORKING_DAY = "working-day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


class StartRule(StrEnum):
    """From when a period is counted: the day after (民法典 201), the moment itself, or the next full hour."""

    NEXT_DAY = "next-day"
    SAME_MOMENT = "same-moment"
    NEXT_HOUR = "next-hour"


class RollOver(StrEnum):
    """What happens when the last day is a day of rest (民法典 203)."""

    NEXT_WORKING_DAY = "next-working-day"
    NONE = "none"


class Strength(StrEnum):
    """Hard: the law attaches a consequence to the end. Soft: the matter may go on after it."""

    HARD = "hard"
    SOFT = "soft"


class Exclusion(StrEnum):
    """A stretch of time that the law does not count."""

    APPRAISAL = "appraisal"
    HEARING = "hearing"


class ExtensionBy(StrEnum):
    """What makes an extension good: the consent of all named, or the approval of a superior."""

    CONSENTS = "consents"
    APPROVAL = "approval"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Extension(_Frozen):
    """How a period may be made longer, and how many must consent; no length: as agreed; no unit: the rule's."""

    length: int | None = Field(default=None, ge=1)
    unit: Unit | None = None
    by: ExtensionBy
    who: str
    who_en: str
    needed: int = Field(default=1, ge=1)
    times: int | None = Field(default=None, ge=1)


class Warn(_Frozen):
    """How long before the end the light turns yellow."""

    length: int = Field(ge=0)
    unit: Unit


class PeriodRule(_Frozen):
    """One legal period, in force from ``in_force_from`` to ``in_force_to`` (empty: not confirmed or open).

    ``parameter`` marks what the office must decide or confirm itself: no law read gives it, or the text was
    not verified. A rule without a length takes it from the paper that sets it.
    """

    id: str
    title: str
    title_en: str
    trigger: str
    trigger_en: str
    length: int | None = Field(default=None, ge=1)
    unit: Unit = Unit.DAY
    start: StartRule = StartRule.NEXT_DAY
    rollover: RollOver = RollOver.NEXT_WORKING_DAY
    exclusions: tuple[Exclusion, ...] = ()
    strength: Strength = Strength.HARD
    parameter: bool = False
    fixed: bool = False
    extension: Extension | None = None
    at_end: str = ""
    at_end_en: str = ""
    article: str = ""
    article_en: str = ""
    source: str = ""
    note: str = ""
    in_force_from: date | None = None
    in_force_to: date | None = None
    verified: bool = False
    warn: Warn = Warn(length=0, unit=Unit.DAY)

    @model_validator(mode="after")
    def _hours_run_through(self) -> Self:
        hours = self.unit is Unit.HOUR
        if hours == (self.start is StartRule.NEXT_DAY):
            raise ValueError("hours start at the moment or the next hour, every other period on the next day")
        if hours and self.rollover is not RollOver.NONE:
            raise ValueError("an hour period does not roll over; write rollover = 'none'")
        if self.fixed and (self.exclusions or self.extension):
            raise ValueError("a fixed period (不变期间) is neither suspended nor extended")
        return self

    def in_force(self, day: date) -> bool:
        """Tell whether the rule is known to have been in force on *day*."""
        begun = self.in_force_from is None or self.in_force_from <= day
        return begun and (self.in_force_to is None or day <= self.in_force_to)


def plain_rule(unit: Unit) -> PeriodRule:
    """Return the general rule for a bare length in *unit*, counted as 民法典 200-203 says."""
    hours = unit is Unit.HOUR
    return PeriodRule(
        id="",
        title="期间",
        title_en="Period",
        trigger="起算事由",
        trigger_en="the event that starts it",
        unit=unit,
        start=StartRule.SAME_MOMENT if hours else StartRule.NEXT_DAY,
        rollover=RollOver.NONE if hours else RollOver.NEXT_WORKING_DAY,
        article="民法典 200-204",
        article_en="Civil Code 200-204",
        source="JL",
        verified=True,
    )
