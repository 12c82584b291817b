"""Cycles as cron writes them, such as `0 0 9 ? * MON-FRI`: read, and their instants on the calendar of China."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from workflows.clock import CHINA
from workflows.errors import TimerRefused

_LONGEST = 200
_CRON = re.compile(r"[\d*][\d*/,-]*(?:\s+[\dA-Za-z*?/,#-]+){4,6}")
_SHORT: Mapping[str, str] = {
    "@yearly": "0 0 0 1 1 ?",
    "@annually": "0 0 0 1 1 ?",
    "@monthly": "0 0 0 1 * ?",
    "@weekly": "0 0 0 ? * SUN",
    "@daily": "0 0 0 * * ?",
    "@midnight": "0 0 0 * * ?",
    "@hourly": "0 0 * * * ?",
}
_ALL = frozenset({"*", "?"})
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_LAST_YEAR = date.max.year - 2
_YEARS_AHEAD = 9
"""So many years may lie between two 29 February; what has no day in them has none."""


@dataclass(frozen=True)
class Cron:
    """What each part of a moment may be; no days mean any day, no years any year."""

    seconds: Sequence[int]
    minutes: Sequence[int]
    hours: Sequence[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    years: frozenset[int]
    last_day: bool = False

    def after(self, moment: datetime) -> datetime | None:
        """Return the first instant after *moment*, in UTC; None where there is none."""
        if moment.year > _LAST_YEAR:
            return None
        local = (moment + timedelta(seconds=1)).astimezone(CHINA).replace(microsecond=0)
        day, clock = local.date(), local.time()
        end = min(max(self.years, default=day.year + _YEARS_AHEAD), _LAST_YEAR)
        while day.year <= end:
            if self._has(day) and (found := self._clock(clock)) is not None:
                return datetime.combine(day, found, CHINA).astimezone(UTC)
            day, clock = self._next_day(day), time()
        return None

    def _next_day(self, day: date) -> date:
        """Return the day after *day*; years and months that are not named are passed over at once."""
        following = day + timedelta(days=1)
        if self.years and following.year not in self.years:
            return date(following.year + 1, 1, 1)
        if following.month in self.months:
            return following
        return (following.replace(day=1) + timedelta(days=32)).replace(day=1)

    def _has(self, day: date) -> bool:
        if day.month not in self.months or (self.years and day.year not in self.years):
            return False
        if self.last_day:
            return (day + timedelta(days=1)).month != day.month
        return day.day in self.days and day.weekday() in self.weekdays

    def _clock(self, least: time) -> time | None:
        """Return the first time of the day that is named and not before *least*."""
        every = (
            time(h, m, s) for h in self.hours if h >= least.hour for m in self.minutes for s in self.seconds
        )
        return next((each for each in every if each >= least), None)


def is_cron(text: str) -> bool:
    """Tell whether *text* is written as a cron cycle, right or wrong."""
    return text.lower() in _SHORT or (len(text) <= _LONGEST and bool(_CRON.fullmatch(text)))


@lru_cache(maxsize=256)
def read_cron(text: str) -> Cron:
    """Return the cycle that *text* writes, with or without seconds and years.

    Raises:
        TimerRefused: it is none, or one that tools read in different ways.
    """
    fields = _SHORT.get(text.lower(), text).upper().split()
    if len(fields) == 5:
        fields.insert(0, "0")
    seconds, minutes, hours, days, months, weekdays, *years = fields
    if days not in _ALL and weekdays not in _ALL:
        raise _refused(
            text,
            "names days of the month and of the week; write ? for one",
            "同时指定了日和星期，请有一项写作 ?",
        )
    if re.search(r"\d", weekdays):
        raise _refused(
            text,
            "numbers days of the week, which tools count differently; write MON",
            "星期用了数字，各工具算法不同；请写 MON 等",
        )
    try:
        return Cron(
            seconds=sorted(_numbers(seconds, 0, 59)),
            minutes=sorted(_numbers(minutes, 0, 59)),
            hours=sorted(_numbers(hours, 0, 23)),
            days=frozenset(range(1, 32)) if days == "L" else _numbers(days, 1, 31),
            months=_numbers(months, 1, 12, _MONTHS),
            weekdays=_numbers(weekdays, 0, 6, _WEEKDAYS),
            years=_numbers(years[0], 1970, 2199) if years and years[0] not in _ALL else frozenset(),
            last_day=days == "L",
        )
    except ValueError as wrong:
        raise _refused(text, f"cannot hold {wrong}", f"不能有 {wrong}") from wrong


def _numbers(field: str, least: int, most: int, names: Sequence[str] = ()) -> frozenset[int]:
    """Return what a field names: numbers or names, lists, ranges (also over the end) and steps."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, dash, last = ("*", "", "") if span in _ALL else span.partition("-")
        low = least if first == "*" else _number(first, least, most, names)
        high = _number(last, least, most, names) if dash else most if step or first == "*" else low
        apart = _number(step, 1, most + 1, ()) if "/" in part else 1
        width = most - least + 1
        found |= {least + (low - least + add) % width for add in range(0, (high - low) % width + 1, apart)}
    return frozenset(found)


def _number(text: str, least: int, most: int, names: Sequence[str]) -> int:
    number = names.index(text) + least if text in names else int(text) if text.isdecimal() else least - 1
    if not least <= number <= most:
        raise ValueError(text)
    return number


def _refused(text: str, why: str, why_zh: str) -> TimerRefused:
    return TimerRefused(f"The cycle {text!r} {why}.", zh=f"周期 {text!r} {why_zh}。")
