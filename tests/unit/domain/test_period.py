"""Periods: the rules of the Civil Code 200-204 and the Civil Procedure Law 85, with worked cases."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from workflows.clock import CHINA
from workflows.domain.law import Law
from workflows.domain.period import compute, parse_start
from workflows.domain.period_rule import PeriodRule, StartRule, Unit
from workflows.errors import (
    AmbiguousLocalTime,
    NaiveTimestamp,
    PeriodLengthRefused,
    PeriodOutOfRange,
    PeriodStartRefused,
    PeriodUnitRefused,
    PeriodWithoutLength,
    UnknownPeriod,
)
from workflows.resources import data
from workflows.usecases.load_law import load_law

VECTORS = [
    ("V1", "2026-01-30", "D20", None, "2026-03-02"),
    ("V2", "2026-01-29", "D20", None, "2026-02-28"),
    ("V3", "2026-01-16", "D20", None, "2026-02-24"),
    ("V4", "2026-09-01", "D20", None, "2026-10-08"),
    ("V5", "2026-08-21", "D20", None, "2026-09-20"),
    ("V6", "2026-04-01", "D20", None, "2026-05-06"),
    ("V7", "2026-02-09", "D05", None, "2026-03-27"),
    ("V8", "2026-04-20", "D05", None, "2026-06-03"),
    ("V9", "2026-09-14", "D05", None, "2026-10-30"),
    ("V10", "2026-02-13", "D04", 3, "2026-02-25"),
    ("V10", "2026-02-13", "D04", 5, "2026-02-27"),
    ("V10", "2026-02-13", "D04", 7, "2026-03-02"),
    ("V11", "2026-09-30", "D04", 3, "2026-10-10"),
    ("V11", "2026-09-30", "D04", 5, "2026-10-13"),
    ("V11", "2026-09-30", "D04", 7, "2026-10-15"),
    ("V12", "2026-01-31", "D01", None, "2026-02-28"),
    ("V13", "2026-04-04", "D01", None, "2026-05-06"),
    ("V14", "2026-09-22", "D11", None, "2026-10-08"),
    ("V15", "2026-06-05", "D11", None, "2026-06-22"),
]


@pytest.fixture(scope="module")
def law() -> Law:
    """The law of time as shipped."""
    return load_law(data("bpmn"))


@pytest.mark.parametrize(("case", "start", "rule", "length", "end"), VECTORS)
def test_worked_cases(case: str, start: str, rule: str, length: int | None, end: str, law: Law) -> None:
    """The fifteen worked cases of the reference come out as they were worked."""
    result = law.due(rule, date.fromisoformat(start), length=length)
    assert end == result.end.isoformat(), case
    assert not result.provisional


@pytest.mark.parametrize(
    ("start", "length", "unit", "end"),
    [
        ("2025-01-31", 1, "month", "2025-02-28"),
        ("2024-02-29", 1, "year", "2025-02-28"),
        ("2023-01-31", 13, "month", "2024-02-29"),
        ("2025-11-30", 3, "month", "2026-02-28"),
        ("2024-12-31", 1, "day", "2025-01-02"),
        ("2025-03-14", 1, "working-day", "2025-03-17"),
        ("2025-01-24", 1, "working-day", "2025-01-26"),
    ],
)
def test_bare_periods(start: str, length: int, unit: str, end: str, law: Law) -> None:
    """A bare length is counted by the general rules; a month without that day ends on its last day."""
    assert end == law.after(date.fromisoformat(start), length, unit).end.isoformat()


def test_a_period_ends_at_midnight_in_china(law: Law) -> None:
    """A period ends at 24:00 of its last day in China, wherever the machine stands."""
    result = law.due("D20", date(2026, 1, 30))
    assert datetime(2026, 3, 3, tzinfo=CHINA) == result.ends_at
    assert result.in_time(datetime(2026, 3, 2, 23, 59, 59, tzinfo=CHINA))
    assert not result.in_time(datetime(2026, 3, 3, tzinfo=CHINA))


def test_a_body_with_business_hours_closes_earlier(law: Law) -> None:
    """Where a body keeps business hours, the last day ends when it closes."""
    result = law.due("D20", date(2026, 1, 30), closing=time(17, 30))
    assert datetime(2026, 3, 2, 17, 30, tzinfo=CHINA) == result.ends_at
    assert not result.in_time(datetime(2026, 3, 2, 18, 0, tzinfo=CHINA))
    assert "17:30" in result.zh


def test_posting_on_the_last_day_is_in_time(law: Law) -> None:
    """What is posted on the last day is not late, however long it travels."""
    result = law.due("D20", date(2026, 1, 30))
    assert result.in_time(date(2026, 3, 2))
    assert not result.in_time(date(2026, 3, 3))


def test_hours_run_from_the_moment(law: Law) -> None:
    """The 48 hours for an autopsy run from the death and through the weekend."""
    result = law.due("D08", datetime(2026, 1, 30, 10, 20, tzinfo=CHINA))
    assert datetime(2026, 2, 1, 10, 20, tzinfo=CHINA) == result.end
    assert result.end == result.ends_at
    assert result.end_day == date(2026, 2, 1)


def test_hours_in_court_run_from_the_next_hour(law: Law) -> None:
    """Hours in civil procedure are counted from the next full hour (解释 125)."""
    rule = law.rule("D08").model_copy(update={"start": StartRule.NEXT_HOUR})
    result = compute(rule, datetime(2026, 1, 30, 10, 20, tzinfo=CHINA), law.calendar)
    assert datetime(2026, 2, 1, 11, 0, tzinfo=CHINA) == result.end
    assert "自次时起算" in result.zh


def test_an_instant_counts_on_its_day_in_china(law: Law) -> None:
    """An instant that is still yesterday in London counts on its day in China."""
    start = datetime(2026, 1, 29, 17, 0, tzinfo=ZoneInfo("UTC"))
    assert law.due("D20", date(2026, 1, 30)).end == law.due("D20", start).end


def test_beyond_the_calendar_the_date_is_provisional(law: Law) -> None:
    """A date in a year without a published calendar is marked, and the explanation names the year."""
    result = law.due("D20", date(2026, 12, 10))
    assert result.provisional
    assert result.explanation.unknown_years == (2027,)
    assert "2027" in result.zh
    assert "provisional" in result.en


def test_before_the_calendar_the_date_is_provisional(law: Law) -> None:
    """A date before the first calendar is marked as well."""
    assert law.after(date(2001, 5, 1), 30, "day").provisional
    assert not law.after(date(2006, 12, 20), 30, "day").provisional


def test_a_working_day_count_that_only_passes_an_unknown_year_is_provisional(law: Law) -> None:
    """Working days counted through an unpublished year are provisional even if they started in a known one."""
    assert law.after(date(2026, 12, 30), 2, "working-day").provisional
    assert not law.after(date(2026, 12, 30), 1, "working-day").provisional


def test_an_agreed_length_is_named_in_the_explanation(law: Law) -> None:
    """Where the parties agree on another length, the explanation says so (民法典 204)."""
    result = law.due("D01", date(2026, 4, 1), length=10, unit="working-day")
    assert result.end == date(2026, 4, 16)
    assert result.explanation.agreed
    assert "民法典 204" in result.zh
    assert not law.due("D01", date(2026, 4, 1)).explanation.agreed


def test_a_rule_used_before_it_was_in_force_says_so(law: Law) -> None:
    """A start before the rule was in force is computed, and the explanation asks to check the rule of the time."""
    assert law.due("D05", date(2017, 3, 1)).explanation.outside_force
    assert not law.due("D05", date(2019, 3, 1)).explanation.outside_force


def test_a_set_period_takes_its_length_from_the_paper(law: Law) -> None:
    """A period that the court sets has no length of its own; the notice gives it."""
    with pytest.raises(PeriodWithoutLength):
        law.due("D22", date(2026, 3, 2))
    assert law.due("D22", date(2026, 3, 2), length=7).end == date(2026, 3, 9)


def test_every_sentence_is_told_in_both_languages(law: Law) -> None:
    """The explanation has the same steps in Chinese and in English."""
    for rule in law.rules:
        start = datetime(2026, 3, 2, 9, tzinfo=CHINA)
        result = law.due(rule.id, start, length=rule.length or 5)
        why = result.explanation
        assert len(why.sentences("zh")) == len(why.sentences("en")), rule.id


@pytest.mark.parametrize("length", [0, -1, -30])
def test_a_length_below_one_is_refused(length: int, law: Law) -> None:
    """A period of no days or of minus thirty days is refused."""
    with pytest.raises(PeriodLengthRefused):
        law.after(date(2026, 1, 1), length, "day")


@pytest.mark.parametrize("unit", ["day", "working-day", "month", "year", "hour"])
def test_a_period_beyond_the_calendar_of_the_world_is_refused(unit: str, law: Law) -> None:
    """A period of a thousand million units is refused by name, at once."""
    with pytest.raises(PeriodOutOfRange):
        law.after(datetime(2026, 1, 1, tzinfo=CHINA), 10**9, unit)


def test_an_unknown_rule_is_refused(law: Law) -> None:
    """A rule nobody wrote is refused, and the message lists the rules there are."""
    with pytest.raises(UnknownPeriod, match="D20"):
        law.due("D99", date(2026, 1, 1))


def test_an_unknown_unit_is_refused(law: Law) -> None:
    """A unit nobody knows is refused, and the message lists the units."""
    with pytest.raises(PeriodUnitRefused, match="working-day"):
        law.after(date(2026, 1, 1), 3, "fortnight")


def test_a_naive_timestamp_is_refused(law: Law) -> None:
    """A timestamp without a zone is refused wherever it comes in."""
    with pytest.raises(NaiveTimestamp):
        law.due("D20", datetime(2026, 1, 30, 10))  # noqa: DTZ001
    with pytest.raises(NaiveTimestamp):
        parse_start("2026-01-30T10:00")


def test_an_ambiguous_local_time_is_refused(law: Law) -> None:
    """A local time that happened twice (clocks put back in 1990, or in New York) is refused."""
    with pytest.raises(AmbiguousLocalTime):
        law.due("D08", datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo("America/New_York")))
    with pytest.raises(AmbiguousLocalTime):
        law.due("D20", datetime(1990, 9, 16, 1, 30, tzinfo=CHINA))


def test_hours_need_an_instant(law: Law) -> None:
    """Hours cannot be counted from a day without a time."""
    with pytest.raises(PeriodStartRefused):
        law.after(date(2026, 1, 30), 48, "hour")


@pytest.mark.parametrize("text", ["2026-02-30", "30.1.2026", "", "20260130", "tomorrow"])
def test_a_start_that_is_no_date_is_refused(text: str) -> None:
    """A start that is no date is refused with an example of one."""
    with pytest.raises(PeriodStartRefused, match="2026-01-30"):
        parse_start(text)


def test_a_start_is_a_day_or_an_instant() -> None:
    """A start is read as a day, or as an instant with its offset."""
    assert parse_start("2026-01-30") == date(2026, 1, 30)
    assert parse_start("2026-01-30T10:00+08:00") == datetime(2026, 1, 30, 10, tzinfo=CHINA)


@pytest.mark.parametrize(
    "wrong",
    [
        {"unit": Unit.HOUR},
        {"unit": Unit.HOUR, "start": StartRule.SAME_MOMENT},
        {"start": StartRule.NEXT_HOUR},
        {"fixed": True, "exclusions": ("appraisal",)},
        {"length": 0},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(wrong: dict[str, object]) -> None:
    """A rule of hours that starts the next day, or a fixed period that can be stopped, is no rule."""
    words = {"id": "X", "title": "示例", "title_en": "Sample", "trigger": "示例", "trigger_en": "sample"}
    with pytest.raises(ValueError, match="1 validation error"):
        PeriodRule.model_validate({**words, **wrong})


def test_a_later_start_never_ends_earlier(law: Law) -> None:
    """Starting a day later never makes the same period end earlier, all through 2026."""
    for rule in ("D01", "D05", "D11", "D20"):
        ends = [law.due(rule, date(2026, 1, 1) + timedelta(days=n)).end for n in range(365)]
        assert sorted(ends) == ends


def test_chinese_sentences_carry_chinese_punctuation(law: Law) -> None:
    """A mediator reads “（D03）：3个工作日” and “（星期三）”, never the signs of an English keyboard."""
    said = "".join(law.due("D03", date(2025, 12, 5)).explanation.sentences("zh"))
    assert "（D03）：" in said
    assert "（星期五）" in said
    assert set(said).isdisjoint("():;,")
