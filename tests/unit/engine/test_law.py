"""Timers that the law sets: the engine asks the period, keeps its id and the day it began."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.unit.engine.drawn import Run, boundary, flow, node, properties, start, timer, user
from workflows.domain.law import Law
from workflows.errors import ExpressionFailed
from workflows.resources import data
from workflows.usecases.load_law import load_law


@pytest.fixture(scope="module")
def law() -> Law:
    """The law as it stands in this repository."""
    return load_law(data("bpmn"))


def test_a_timer_by_the_law_tells_its_period_and_the_day_it_began(law: Law) -> None:
    """法定期限的定时器带有期间编号和起算日。"""
    drawn = 'period("D20", case.signed_on)'
    run = Run(
        start(), node("intermediateCatchEvent", "t", timer("timeDate", drawn)), user("u"), flow("start", "t", "u"),
        law=law, case={"signed_on": date(2026, 3, 2)},
    ).start()  # fmt: skip
    timers = run.step.timers
    assert [(each.rule, each.started_on) for each in timers] == [("D20", date(2026, 3, 2))]
    assert timers[0].due_at == law.due("D20", date(2026, 3, 2)).ends_at
    kept = run.wait(days=1).step.timers
    assert kept == timers


def test_a_reminder_before_the_end_is_no_deadline_of_its_own(law: Law) -> None:
    """到期前的提醒不是法定期限本身。"""
    drawn = 'period("D20", date("2026-03-02")) - duration("P5D")'
    run = Run(
        start(), user("u"), boundary("r", "u", timer("timeDate", drawn), interrupting=False), user("v"),
        flow("start", "u"), flow("r", "v"), law=law,
    ).start()  # fmt: skip
    assert (run.step.timers[0].rule, run.step.timers[0].started_on) == ("", None)


def test_the_property_names_the_period_where_the_expression_does_not(law: Law) -> None:
    """表达式没有写明期间时,取属性 period。"""
    inner = properties(period="D20") + timer("timeDuration", "P30D")
    run = Run(start(), node("intermediateCatchEvent", "t", inner), flow("start", "t"), law=law).start()
    assert run.step.timers[0].rule == "D20"


def test_a_period_of_a_day_not_yet_known_is_refused_by_name(law: Law) -> None:
    """起算日尚不存在时,指出该定时器。"""
    run = Run(
        start(), node("intermediateCatchEvent", "t", timer("timeDate", 'period("D99", case.day)')), flow("start", "t"),
        law=law, case={"day": datetime(2026, 3, 2, tzinfo=UTC)},
    )  # fmt: skip
    with pytest.raises(ExpressionFailed, match="t "):
        run.start()


def test_a_period_may_begin_at_an_instant_finer_than_any_clock(law: Law) -> None:
    """起算时刻带纳秒的,与同一时刻不带纳秒的,期限相同。"""
    ends = []
    for second in ("00", "00.000000001"):
        drawn = timer("timeDate", f'period("D20", @"2026-03-02T10:00:{second}+08:00")')
        run = Run(start(), node("intermediateCatchEvent", "t", drawn), flow("start", "t"), law=law).start()
        ends.append((run.step.timers[0].due_at, run.step.timers[0].started_on))
    assert ends[1] == ends[0]
