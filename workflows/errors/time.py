"""Refusals and faults of the law of time."""

from __future__ import annotations

from workflows.errors.ground import Fault, InvalidInput, NotFound, Refused


class UnknownPeriod(NotFound):
    """There is no legal period with this id; look at bpmn/law/periods.toml for the ids there are."""


class PeriodWithoutLength(InvalidInput):
    """This period has no length in the law; say how long it is and in which unit, with the paper that says so."""


class PeriodLengthRefused(InvalidInput):
    """A period's length is a whole number of at least 1; correct the length."""


class PeriodUnitRefused(InvalidInput):
    """A period's unit is one of day, working-day, month, year, hour; correct the unit."""


class PeriodStartRefused(InvalidInput):
    """A period starts on an ISO date such as 2026-01-30, or at an instant with its zone; correct the start."""


class NaiveTimestamp(PeriodStartRefused):
    """This timestamp names no time zone; add it, as in 2026-01-30T10:00+08:00."""


class AmbiguousLocalTime(PeriodStartRefused):
    """This local time happened twice or never, because the clocks were changed; give it with its offset from UTC."""


class PeriodOutOfRange(InvalidInput):
    """This period ends after the last year that can be written; make it shorter or start it earlier."""


class PeriodBeforeCalendars(InvalidInput):
    """No official calendar is held for so early a day, so its rest days are unknown; count it by hand."""


class PeriodBatchRefused(InvalidInput):
    """A batch of periods is a JSON list, JSON lines or CSV with start, length and unit (or rule); correct the row."""


class BrokenPeriodFile(Fault):
    """The file of legal periods cannot be used; correct the row named."""


class BrokenCalendarFile(Fault):
    """The calendar file cannot be used; correct the row named."""


class CalendarDayTwice(BrokenCalendarFile):
    """A day is listed twice in the calendar file; keep the row that the notice supports and delete the other."""


class CalendarWeekdayWrong(BrokenCalendarFile):
    """A day in the calendar file is not on the weekday written beside it; compare both with the notice."""


class CalendarDayMisplaced(BrokenCalendarFile):
    """A day in the calendar file does not belong there; compare it with the notice."""


class LedgerRefused(Refused):
    """The ledger of this deadline does not allow this entry; look at its entries and enter what is missing first."""

    status = 409


class DeadlineNotSet(LedgerRefused):
    """This deadline was never set; enter the day it started first."""


class DeadlineSetTwice(LedgerRefused):
    """This deadline is already set; a new period needs a ledger of its own."""


class LedgerOutOfOrder(LedgerRefused):
    """This entry is dated before the one above it; enter what happened in the order in which it happened."""


class DeadlineClosed(LedgerRefused):
    """This deadline is already met, missed or lifted; nothing more can be entered in its ledger."""


class DeadlineIsSuspended(LedgerRefused):
    """This deadline is suspended; resume it first."""


class DeadlineNotSuspended(LedgerRefused):
    """This deadline is not suspended; there is nothing to resume."""


class SuspensionNotAllowed(LedgerRefused):
    """The law does not stop this period for this reason; the period runs on."""


class DeadlineAlreadyOver(LedgerRefused):
    """This deadline was already over on that day; it can no longer be suspended or extended."""


class DeadlineNotOver(LedgerRefused):
    """This deadline is not over yet, so it cannot be missed; wait for its end."""


class MetTooLate(LedgerRefused):
    """What had to be done was done after the end; enter the deadline as missed, or the day of posting as proof."""


class ExtensionNotAllowed(LedgerRefused):
    """The law does not allow this extension; the period ends when it ends."""


class ExtensionWithoutConsent(LedgerRefused):
    """This extension needs the consents or the approval that the law names; record who agreed, then extend."""
