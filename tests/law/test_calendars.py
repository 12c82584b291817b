"""The calendars of 2007 to 2026 against two libraries and against the notice of 2026."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import chinese_calendar
import pytest

from tests.law.by_hand import ROWS, working_days
from tests.law.generate_calendars import CALENDARS, YEARS, calendar_text, days_of, differences
from tests.law.notices import PAPERS
from workflows.domain.calendar import Calendar, parse_calendar
from workflows.domain.law import Law

OFF_2026 = [
    *(f"2026-01-0{n}" for n in range(1, 4)),
    *(f"2026-02-{n}" for n in range(15, 24)),
    *(f"2026-04-0{n}" for n in range(4, 7)),
    *(f"2026-05-0{n}" for n in range(1, 6)),
    *(f"2026-06-{n}" for n in range(19, 22)),
    *(f"2026-09-{n}" for n in range(25, 28)),
    *(f"2026-10-0{n}" for n in range(1, 8)),
]
MAKE_UP_2026 = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]


@pytest.mark.parametrize("year", YEARS)
def test_two_libraries_agree(year: int) -> None:
    """Two independent libraries agree on every day of the year; where they differ, these are the days."""
    assert [str(day) for day in differences(year)] == []


@pytest.mark.parametrize("year", YEARS)
def test_the_file_is_what_the_script_writes(year: int) -> None:
    """The year's file is what the documented script generates, so nobody changed it by hand."""
    assert calendar_text(year) == (CALENDARS / f"{year}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("year", YEARS)
def test_each_day_counts_as_the_library_says(year: int, law: Law) -> None:
    """Our calendar and the library agree, day by day, whether people work."""
    expected = {str(day) for day in days_of(year) if chinese_calendar.is_workday(day)}
    assert expected == {str(day) for day in days_of(year) if law.calendar.is_working_day(day)}


@pytest.mark.parametrize("year", sorted(ROWS))
def test_each_day_counts_as_the_notices_written_down_by_hand(year: int, law: Law) -> None:
    """The working days of each year are those of the notices, as they were written down by hand."""
    assert [day for day in days_of(year) if law.calendar.is_working_day(day)] == working_days(year)


def test_2026_is_the_notice(law: Law) -> None:
    """The year 2026 has the 33 days off and 6 make-up days of the notice, and 248 working days."""
    year = parse_calendar((CALENDARS / "2026.toml").read_text(encoding="utf-8"), "2026.toml")
    assert [str(day.date) for day in year.rest] == OFF_2026
    assert [str(day.date) for day in year.make_up] == MAKE_UP_2026
    assert sum(law.calendar.is_working_day(day) for day in days_of(2026)) == 248


def test_every_year_from_2007_to_the_last_one_published_is_there(law: Law) -> None:
    """No year between 2007 and 2026 is missing, and 2027 is not pretended to be known."""
    assert frozenset(range(2007, 2027)) == law.calendar.years
    assert date(2026, 12, 31) == law.known_until


def test_every_listed_day_names_its_notice(law: Law) -> None:
    """Each rest day and make-up day leads to an official notice with title, number and date."""
    for year in YEARS:
        for day in days_of(year):
            reason = law.calendar.why(day)
            if reason.notice:
                notice = law.calendar.notice(reason.notice)
                assert notice is not None
                assert notice.title
                assert notice.number
                assert notice.published is not None
                assert notice.published < day


@pytest.mark.parametrize(
    ("day", "notice"),
    [
        ("2011-12-31", "2012"),
        ("2018-12-31", "2019"),
        ("2019-05-02", "2019-labour"),
        ("2020-02-01", "2020-extension"),
        ("2015-09-06", "2015-victory"),
    ],
)
def test_a_day_arranged_by_another_years_notice_says_so(day: str, notice: str, law: Law) -> None:
    """Days moved by next year's notice, or by a special one, name that notice and not the year's own."""
    assert notice == law.calendar.why(date.fromisoformat(day)).notice


def test_no_notice_is_listed_for_nothing() -> None:
    """Every notice in the list stands behind at least one day of some file."""
    texts = "".join(file.read_text(encoding="utf-8") for file in Path(CALENDARS).iterdir())
    assert [paper.id for paper in PAPERS if f'notice = "{paper.id}"' not in texts] == []


def test_a_later_file_of_the_same_year_replaces_the_earlier() -> None:
    """A site's own file for a year is used instead of the stock one."""
    text = (CALENDARS / "2026.toml").read_text(encoding="utf-8")
    stock = parse_calendar(text, "stock")
    own = stock.model_copy(update={"make_up": ()})
    assert not Calendar([stock, own]).is_working_day(date(2026, 2, 28))
