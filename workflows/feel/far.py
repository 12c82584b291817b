"""What Python's calendar and clock do not reach: years outside 1 to 9999, and digits beyond the microsecond.

A far day is Python's own date 400 years or their multiples away, and how many; a fine clock is Python's own, and its
nanoseconds beyond the microsecond.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

LAST_YEAR: Final = 999_999_999
_CYCLE: Final = 400  # years after which the calendar repeats itself, weekdays too
_CYCLE_DAYS: Final = 146_097
_BEGIN: Final = 2000
_FIRST: Final = date(_BEGIN, 1, 1).toordinal()
_MICRO: Final = timedelta(microseconds=1)
_DAY: Final = timedelta(days=1)
Day = date  # inside FarMoment these names are methods
Clock = time


class Far(date):
    """What Python's calendar does not reach: a day of its own with `cycles` of 400 years to go."""

    cycles: int = 0

    @property
    def year(self) -> int:
        """The year, maybe negative."""
        return super().year + _CYCLE * self.cycles

    def toordinal(self) -> int:
        """Return the number of the day; 1 is the first of January of year 1."""
        return super().toordinal() + _CYCLE_DAYS * self.cycles


class FarDate(Far):
    """A day of a year that Python's date does not reach."""

    def isoformat(self) -> str:
        """Return the day as text, the year with its sign and at least four digits."""
        return f"{'-' if self.year < 0 else ''}{abs(self.year):04}-{self.month:02}-{self.day:02}"

    def __eq__(self, other: object) -> bool:
        return type(other) in {date, FarDate} and self.toordinal() == other.toordinal()  # type: ignore[attr-defined]

    def __lt__(self, other: date) -> bool:
        return self.toordinal() < other.toordinal()

    def __le__(self, other: date) -> bool:
        return self.toordinal() <= other.toordinal()

    def __gt__(self, other: date) -> bool:
        return self.toordinal() > other.toordinal()

    def __ge__(self, other: date) -> bool:
        return self.toordinal() >= other.toordinal()

    def __hash__(self) -> int:
        return hash(self.toordinal())


class FineTime(time):
    """A clock with `nanos` beyond its microsecond."""

    nanos: int = 0


class FarMoment(Far, datetime):
    """A moment of a year, or with `nanos` beyond its microsecond, that Python's datetime does not reach."""

    nanos: int = 0

    def time(self) -> Clock:
        """Return the clock without its offset or zone."""
        return fine(super().time(), self.nanos)

    def timetz(self) -> Clock:
        """Return the clock."""
        return fine(super().timetz(), self.nanos)

    def date(self) -> Day:
        """Return the day."""
        return day_of(self.year, self.month, self.day)

    def utcoffset(self) -> timedelta | None:
        """Return the offset that its zone has in the like year of this century or one of the next three."""
        near = datetime(
            self.year - _CYCLE * self.cycles, self.month, self.day, self.hour, self.minute, tzinfo=self.tzinfo
        )
        return near.utcoffset()

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        """Return the moment as text."""
        return f"{self.date().isoformat()}{sep}{self.time().isoformat(timespec)}{_offset(self.utcoffset())}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, datetime) and micros(self) == micros(other)

    def __lt__(self, other: Day) -> bool:
        return micros(self) < micros(other)

    def __le__(self, other: Day) -> bool:
        return micros(self) <= micros(other)

    def __gt__(self, other: Day) -> bool:
        return micros(self) > micros(other)

    def __ge__(self, other: Day) -> bool:
        return micros(self) >= micros(other)

    def __hash__(self) -> int:
        return hash(micros(self))


def whole_second(value: datetime | time) -> datetime | time:
    """Return a clock without the fraction of its second: by whole seconds clocks are compared (DMN 10.3.2.3)."""
    if not value.microsecond:
        return value
    if isinstance(value, Far):
        return moment_of(value.date(), value.timetz().replace(microsecond=0))
    return value.replace(microsecond=0)


def near(value: object) -> object:
    """Return a value for a host that reckons with Python's own calendar: null for a day or moment beyond it."""
    if not isinstance(value, Far):
        return value
    if value.cycles or not isinstance(value, datetime):
        return None
    return datetime.combine(value.date(), value.timetz())


def fine(at: time, nanos: int) -> time:
    """Return a clock with so many nanoseconds beyond its microsecond."""
    if not nanos:
        return at
    found = FineTime(at.hour, at.minute, at.second, at.microsecond, at.tzinfo, fold=at.fold)
    found.nanos = nanos
    return found


def nanos_of(value: datetime | time) -> int:
    """Return the nanoseconds beyond the microsecond."""
    return value.nanos if isinstance(value, (FineTime, FarMoment)) else 0


def _offset(value: timedelta | None) -> str:
    return "" if value is None else datetime(_BEGIN, 1, 1, tzinfo=timezone(value)).isoformat()[19:]


def day_of(year: int, month: int, day: int) -> date:
    """Return the day, whatever the year. Raises ValueError or OverflowError where there is none such."""
    if 1 <= year <= 9999:
        return date(year, month, day)
    if abs(year) > LAST_YEAR:
        raise OverflowError
    cycles, rest = divmod(year - _BEGIN, _CYCLE)
    found = FarDate(_BEGIN + rest, month, day)
    found.cycles = cycles
    return found


def day_numbered(number: int) -> date:
    """Return the day with this ordinal number, whatever the year. Raises OverflowError beyond the last year."""
    if 1 <= number <= date.max.toordinal():
        return date.fromordinal(number)
    cycles, rest = divmod(number - _FIRST, _CYCLE_DAYS)
    base = date.fromordinal(_FIRST + rest)
    return day_of(base.year + _CYCLE * cycles, base.month, base.day)


def moment_of(day: date, at: time) -> datetime:
    """Return the moment of a day, whatever its year and however fine its clock."""
    reached, nanos = 1 <= day.year <= 9999, nanos_of(at)
    if reached and not nanos:
        return datetime.combine(date(day.year, day.month, day.day), at)
    cycles, rest = (0, day.year - _BEGIN) if reached else divmod(day.year - _BEGIN, _CYCLE)
    found = FarMoment.combine(date(_BEGIN + rest, day.month, day.day), at)
    found.cycles, found.nanos = cycles, nanos
    return found


def micros(value: date, zone: tzinfo | None = None) -> int:
    """Return microseconds since the eve of year 1, in UTC where the value has an offset or *zone* stands for it."""
    if not isinstance(value, datetime):
        return value.toordinal() * (_DAY // _MICRO)
    clock = timedelta(
        hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
    )
    offset = value.utcoffset() if value.tzinfo is not None else zone.utcoffset(None) if zone else None
    return value.toordinal() * (_DAY // _MICRO) + (clock - (offset or timedelta())) // _MICRO


def later(value: datetime, span: timedelta) -> datetime:
    """Return the moment some time on, whatever its year; its clock moves as its zone's does. Raises OverflowError."""
    if type(value) is datetime:
        try:
            return value + span
        except OverflowError:
            pass  # beyond what Python reaches: counted by hand below
    local = micros(value) + (value.utcoffset() or timedelta()) // _MICRO + span // _MICRO
    days, rest = divmod(local, _DAY // _MICRO)
    clock = (datetime(_BEGIN, 1, 1, tzinfo=UTC) + timedelta(microseconds=rest)).time()
    return moment_of(day_numbered(days), fine(clock.replace(tzinfo=value.tzinfo), nanos_of(value)))


def months_later(value: date, months: int) -> date:
    """Return the same day some months on; the last of the month where that day does not exist. Raises OverflowError."""
    year, month = divmod(value.year * 12 + value.month - 1 + months, 12)
    if abs(year) > LAST_YEAR:
        raise OverflowError
    day = day_of(year, month + 1, min(value.day, monthrange(year, month + 1)[1]))
    return moment_of(day, value.timetz()) if isinstance(value, datetime) else day


def between(left: date, right: date) -> timedelta:
    """Return the time from *right* to *left*; a day is its midnight in UTC. Raises OverflowError."""
    return timedelta(microseconds=micros(left, UTC) - micros(right, UTC))
