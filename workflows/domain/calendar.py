"""The calendar of China: which days are working days, and the official notice that says so."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workflows.errors import (
    BrokenCalendarFile,
    CalendarDayMisplaced,
    CalendarDayTwice,
    CalendarWeekdayWrong,
)

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SATURDAY = 5


class Notice(BaseModel):
    """The official paper that arranges a year's rest days.

    ``evidence`` says how its number and date were confirmed: ``text`` (a copy of the notice was read) or
    ``list`` (a public list that cites it); an unknown number stays empty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    number: str = ""
    published: date | None = None
    url: str = ""
    evidence: Literal["text", "list", ""] = ""


class ListedDay(BaseModel):
    """One day that differs from the plain week, as the notice lists it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: date
    weekday: str
    zh: str
    en: str
    notice: str


class CalendarYear(BaseModel):
    """One year of rest days and make-up working days with the notices they come from.

    With `adds` they are days of one place, beside the nation's of that year, and do not make the year a known one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int = Field(ge=1950, le=2200)
    adds: bool = False
    notices: tuple[Notice, ...] = Field(min_length=1)
    rest: tuple[ListedDay, ...]
    make_up: tuple[ListedDay, ...] = ()


class DayKind(StrEnum):
    """Why a day counts or does not count as a working day."""

    WORKING = "working"
    MAKE_UP = "make-up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


class DayReason(BaseModel):
    """What a day is, and who says so; ``known`` is false where no official calendar was published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    day: date
    kind: DayKind
    zh: str
    en: str
    notice: str = ""
    known: bool = True

    @property
    def working(self) -> bool:
        """True for ordinary and make-up working days."""
        return self.kind in (DayKind.WORKING, DayKind.MAKE_UP)


class Calendar:
    """The working days of China over all years that were published."""

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        """Index the listed days of *years*; a later year with the same number replaces an earlier one.

        A year that only adds days lies over the others, and stays when its year is replaced.
        """
        given = tuple(years)
        by_year = {each.year: each for each in given if not each.adds}
        self._by_year = by_year
        self._local = tuple(each for each in given if each.adds)
        self._years = frozenset(by_year)
        listed = (*by_year.values(), *self._local)
        self._rest = {day.date: day for each in listed for day in each.rest}
        self._make_up = {day.date: day for each in listed for day in each.make_up}
        self._notices = {note.id: note for each in listed for note in each.notices}

    def with_years(self, years: Iterable[CalendarYear]) -> Calendar:
        """Return a calendar with *years* added or put in place of those held."""
        return Calendar([*self._by_year.values(), *self._local, *years])

    def until(self, year: int) -> Calendar:
        """Return the calendar as it was known when *year* was the last year published."""
        known = (each for number, each in self._by_year.items() if number <= year)
        return Calendar([*known, *self._local])

    @property
    def years(self) -> frozenset[int]:
        """The years for which an official calendar is held."""
        return self._years

    @property
    def known_from(self) -> date | None:
        """The first day of the first known year; None for an empty calendar."""
        return date(min(self._years), 1, 1) if self._years else None

    @property
    def known_until(self) -> date | None:
        """The last day of the last known year; None for an empty calendar."""
        return date(max(self._years), 12, 31) if self._years else None

    def is_known(self, day: date) -> bool:
        """Tell whether an official calendar covers *day*."""
        return day.year in self._years

    def is_working_day(self, day: date) -> bool:
        """Tell whether *day* is a working day; in an unpublished year only weekends rest."""
        if day in self._rest:
            return False
        return day.weekday() < SATURDAY or day in self._make_up

    def why(self, day: date) -> DayReason:
        """Return what *day* is and which notice says so."""
        known = self.is_known(day)
        rest, make_up = self._rest.get(day), self._make_up.get(day)
        if rest is not None:
            return DayReason(day=day, kind=DayKind.HOLIDAY, zh=rest.zh, en=rest.en, notice=rest.notice)
        if make_up is not None:
            zh, en = f"调休上班日（{make_up.zh}）", f"make-up working day ({make_up.en})"
            return DayReason(day=day, kind=DayKind.MAKE_UP, zh=zh, en=en, notice=make_up.notice)
        if day.weekday() < SATURDAY:
            return DayReason(day=day, kind=DayKind.WORKING, zh="工作日", en="working day", known=known)
        zh, en = ("星期六", "Saturday") if day.weekday() == SATURDAY else ("星期日", "Sunday")
        return DayReason(day=day, kind=DayKind.WEEKEND, zh=zh, en=en, known=known)

    def notice(self, notice_id: str) -> Notice | None:
        """Return the notice with this id, or None."""
        return self._notices.get(notice_id)


@lru_cache(maxsize=256)
def parse_calendar(text: str, place: str) -> CalendarYear:
    """Return the year written in the TOML *text*; *place* names the file in any error.

    The nation's calendars lie under the law of every place; what was read once is not read again.

    Raises:
        BrokenCalendarFile: the text is not TOML or not a calendar.
        CalendarDayTwice: a day is listed twice.
        CalendarWeekdayWrong: the weekday beside a day is not that day's weekday.
        CalendarDayMisplaced: a day is of another year, a make-up day is no weekend, or its notice is missing.
    """
    try:
        year = CalendarYear.model_validate(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, ValidationError) as broken:
        raise BrokenCalendarFile(
            f"The calendar file {place} cannot be read: {broken}. Correct it, or generate it again.",
            zh=f"日历文件 {place} 无法读取：{broken}。请更正，或重新生成。",
            place=place,
        ) from broken
    _check_days(year, place)
    return year


def _check_days(year: CalendarYear, place: str) -> None:
    seen: set[date] = set()
    notices = {note.id for note in year.notices}
    for day in (*year.rest, *year.make_up):
        if day.date in seen:
            raise CalendarDayTwice(
                f"{place} lists {day.date} twice; keep the row that the notice supports, delete the other.",
                zh=f"{place} 中 {day.date} 列了两次；请保留与通知一致的一行，删去另一行。",
                place=place,
                day=day.date,
            )
        seen.add(day.date)
        _check_weekday(day, place)
        if day.date.year != year.year or day.notice not in notices:
            raise _misplaced(day, place, f"is not a day of {year.year} under a notice listed there")
    for day in year.make_up:
        if day.date.weekday() < SATURDAY:
            raise _misplaced(day, place, "is a make-up working day but no Saturday or Sunday")


def _check_weekday(day: ListedDay, place: str) -> None:
    true = WEEKDAYS[day.date.weekday()]
    if day.weekday != true:
        raise CalendarWeekdayWrong(
            f"{place} says {day.date} is a {day.weekday}, but it is a {true}; compare both with the notice.",
            zh=f"{place} 写明 {day.date} 是 {day.weekday}，实际是 {true}；请与通知核对。",
            place=place,
            day=day.date,
        )


def _misplaced(day: ListedDay, place: str, why: str) -> CalendarDayMisplaced:
    return CalendarDayMisplaced(
        f"{place}: {day.date} {why}; compare it with the notice.",
        zh=f"{place}：{day.date} 的年份、通知或调休上班日有误；请与通知核对。",
        place=place,
        day=day.date,
    )
