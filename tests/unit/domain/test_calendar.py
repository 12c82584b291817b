"""The calendar: which days are working days, and what a broken calendar file says about itself."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.domain.calendar import Calendar, DayKind, parse_calendar
from workflows.errors import (
    BrokenCalendarFile,
    CalendarDayMisplaced,
    CalendarDayTwice,
    CalendarWeekdayWrong,
)

HEAD = """
year = 2030
[[notices]]
id = "2030"
title = "示例通知"
"""


def day(kind: str, when: str, weekday: str, notice: str = "2030") -> str:
    """Return one row of a calendar file."""
    row = f'[[{kind}]]\ndate = {when}\nweekday = "{weekday}"\nzh = "示例节"\nen = "Sample Day"\n'
    return f'{row}notice = "{notice}"\n'


GOOD = HEAD + day("rest", "2030-02-04", "Mon") + day("make_up", "2030-02-09", "Sat")


@pytest.fixture
def calendar() -> Calendar:
    """A calendar of one sample year: Monday 4 February off, Saturday 9 February worked."""
    return Calendar([parse_calendar(GOOD, "2030.toml")])


@pytest.mark.parametrize(
    ("when", "kind"),
    [
        ("2030-02-04", DayKind.HOLIDAY),
        ("2030-02-05", DayKind.WORKING),
        ("2030-02-09", DayKind.MAKE_UP),
        ("2030-02-10", DayKind.WEEKEND),
    ],
)
def test_a_day_says_what_it_is(calendar: Calendar, when: str, kind: DayKind) -> None:
    """A day is a holiday, a weekend, an ordinary or a make-up working day, and says which."""
    reason = calendar.why(date.fromisoformat(when))
    assert kind == reason.kind
    assert reason.working == calendar.is_working_day(date.fromisoformat(when))


def test_a_holiday_names_its_notice(calendar: Calendar) -> None:
    """A holiday leads to the official notice behind it."""
    notice = calendar.notice(calendar.why(date(2030, 2, 4)).notice)
    assert notice is not None
    assert notice.title == "示例通知"


def test_a_day_of_an_unpublished_year_is_marked(calendar: Calendar) -> None:
    """A day of a year nobody has published is marked as unknown, never guessed silently."""
    assert calendar.why(date(2030, 2, 5)).known
    assert not calendar.why(date(2031, 2, 5)).known
    assert calendar.known_until == date(2030, 12, 31)
    assert calendar.known_from == date(2030, 1, 1)


def test_an_empty_calendar_knows_nothing() -> None:
    """Without any calendar no day is known."""
    empty = Calendar([])
    assert empty.known_until is None
    assert empty.known_from is None
    assert not empty.is_known(date(2030, 1, 1))
    assert empty.notice("2030") is None


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        (GOOD + day("rest", "2030-02-04", "Mon"), CalendarDayTwice, "2030-02-04"),
        (GOOD + day("rest", "2030-02-09", "Sat"), CalendarDayTwice, "2030-02-09"),
        (HEAD + day("rest", "2030-02-04", "Tue"), CalendarWeekdayWrong, "it is a Mon"),
        (HEAD + day("rest", "2031-02-04", "Tue"), CalendarDayMisplaced, "2031-02-04"),
        (HEAD + day("rest", "2030-02-04", "Mon", "1999"), CalendarDayMisplaced, "2030-02-04"),
        (GOOD + day("make_up", "2030-02-05", "Tue"), CalendarDayMisplaced, "no Saturday or Sunday"),
        ("year = 2030", BrokenCalendarFile, "notices"),
        ("year = ", BrokenCalendarFile, "2030.toml"),
    ],
)
def test_a_broken_calendar_file_names_place_and_remedy(
    text: str, error: type[BrokenCalendarFile], told: str
) -> None:
    """A day listed twice, a wrong weekday or a foreign day is refused with the file and the day."""
    with pytest.raises(error) as refused:
        parse_calendar(text, "2030.toml")
    assert told in refused.value.message
    assert "2030.toml" in refused.value.message
    assert "2030.toml" in refused.value.zh


def test_days_of_a_place_lie_beside_the_days_of_the_nation() -> None:
    """A local rest day is added; the nation's days stay, also when a new calendar of that year is published."""
    nation, local = (
        parse_calendar(GOOD, "2030.toml"),
        parse_calendar(
            HEAD.replace("[[", "adds = true\n[[", 1) + day("rest", "2030-02-06", "Wed"), "local.toml"
        ),
    )
    laid = Calendar([nation, local]).with_years([nation])
    assert [laid.is_working_day(date(2030, 2, each)) for each in (4, 5, 6, 9)] == [False, True, False, True]
    assert (laid.until(2029).is_known(date(2030, 2, 6)), laid.known_until) == (False, date(2030, 12, 31))


def test_days_of_a_place_alone_make_no_known_year() -> None:
    """A year of which only local days are known stays provisional."""
    local = parse_calendar(
        HEAD.replace("[[", "adds = true\n[[", 1) + day("rest", "2030-02-06", "Wed"), "l.toml"
    )
    alone = Calendar([local])
    assert (alone.is_known(date(2030, 2, 6)), alone.is_working_day(date(2030, 2, 6))) == (False, False)
