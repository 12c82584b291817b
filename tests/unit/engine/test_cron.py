"""Cycles as cron writes them: when they come, and which are refused because tools read them in different ways."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.engine.drawn import NOW, Run, boundary, end, flow, start, step, timer, user
from workflows.clock import CHINA
from workflows.engine.cron import is_cron, read_cron
from workflows.engine.timing import parse_literal
from workflows.errors import RefusedDiagram, TimerRefused

FRIDAY = datetime(2026, 3, 6, 9, 0, tzinfo=CHINA)
TURNS = {
    "0 0 9 ? * MON-FRI": ["2026-03-09 09:00:00", "2026-03-10 09:00:00"],
    "0 0 9 ? * FRI-MON": [
        "2026-03-07 09:00:00",
        "2026-03-08 09:00:00",
        "2026-03-09 09:00:00",
        "2026-03-13 09:00:00",
    ],
    "0 0/25 * * * ?": ["2026-03-06 09:25:00", "2026-03-06 09:50:00", "2026-03-06 10:00:00"],
    "30 15,45 8-9 * * ?": ["2026-03-06 09:15:30", "2026-03-06 09:45:30", "2026-03-07 08:15:30"],
    "0 0 22-1 * * ?": [
        "2026-03-06 22:00:00",
        "2026-03-06 23:00:00",
        "2026-03-07 00:00:00",
        "2026-03-07 01:00:00",
    ],
    "0 0 9 L * ?": ["2026-03-31 09:00:00", "2026-04-30 09:00:00"],
    "0 0 0 31 * ?": ["2026-03-31 00:00:00", "2026-05-31 00:00:00"],
    "0 30 8 29 feb ?": ["2028-02-29 08:30:00", "2032-02-29 08:30:00"],
    "0 0 0 1 JAN,JUL ? 2027-2028": ["2027-01-01 00:00:00", "2027-07-01 00:00:00", "2028-01-01 00:00:00"],
    "0 0 0 29 2 ? 2027,2096": ["2096-02-29 00:00:00"],
    "*/20 9 * * *": ["2026-03-06 09:20:00", "2026-03-06 09:40:00", "2026-03-07 09:00:00"],
    "20 9 * * *": ["2026-03-06 09:20:00", "2026-03-07 09:20:00"],
    "@daily": ["2026-03-07 00:00:00", "2026-03-08 00:00:00"],
    "@weekly": ["2026-03-08 00:00:00", "2026-03-15 00:00:00"],
}
NEVER = ["0 0 9 31 2 ?", "0 0 9 30 FEB ?"]
TOLD_IN_TWO_WAYS = ["0 0 9 ? * 2-6", "0 0 9 1 * MON", "0 0 9 ? * 5L", "0 0 9 ? * MON#1"]
WRONG = [
    "0 61 9 * * ?",
    "0 0 24 * * ?",
    "0 0 9 15W * ?",
    "0 0 9 * FOO ?",
    "0 0/0 9 * * ?",
    "0 0 9 0 * ?",
    "0 5- 9 * * ?",
]


def turns(text: str, count: int) -> list[str]:
    """Return the next turns after a Friday at nine in the morning, on the clock of China."""
    found, at = [], FRIDAY.astimezone(UTC)
    for _ in range(count):
        at = read_cron(text).after(at) or at
        found.append(f"{at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}")
    return found


def test_a_cycle_comes_when_its_fields_say() -> None:
    """每个周期都按所写的秒、分、时、日、月、星期和年到来，时间以中国为准。"""
    assert {text: turns(text, len(expected)) for text, expected in TURNS.items()} == TURNS


def test_a_cycle_with_years_ends_with_them() -> None:
    """写明年份的周期，最后一年过后不再到来。"""
    assert read_cron("0 0 0 1 1 ? 2026").after(FRIDAY) is None


@pytest.mark.parametrize("text", [*NEVER, *WRONG, *TOLD_IN_TWO_WAYS])
def test_a_cycle_that_never_comes_or_that_tools_read_differently_is_refused_at_publishing(text: str) -> None:
    """二月三十一日、数字星期、日与星期同时指定等周期，在发布时拒绝。"""
    assert is_cron(text)
    with pytest.raises(RefusedDiagram):
        Run(
            start(),
            user("u"),
            boundary("b", "u", timer("timeCycle", text), interrupting=False),
            flow("start", "u"),
        )


def test_days_of_the_week_as_numbers_are_refused_with_what_to_write() -> None:
    """星期用数字时，说明应写 MON 等。"""
    with pytest.raises(TimerRefused, match="write MON"):
        parse_literal("0 0 9 ? * 2-6")


@pytest.mark.parametrize(
    "text", ["P14D", "R3/PT1H", "2026-01-01 10:00:00", "a + b + c", "case.day", "after lunch"]
)
def test_nothing_else_is_taken_for_a_cycle_of_cron(text: str) -> None:
    """时长、时刻、FEEL 表达式不会被当作 cron 周期。"""
    assert not is_cron(text)


@given(
    minutes=st.sets(st.integers(0, 59), min_size=1, max_size=4),
    hours=st.sets(st.integers(0, 23), min_size=1, max_size=3),
    late=st.integers(0, 86_399),
)
def test_no_turn_is_left_out(minutes: set[int], hours: set[int], late: int) -> None:
    """下一次总是其后最早的符合者：从每一分钟逐一查找，结果相同。"""
    text = f"{','.join(map(str, minutes))} {','.join(map(str, hours))} * * *"
    now = datetime(2026, 3, 6, tzinfo=CHINA) + timedelta(seconds=late)
    minute = now.replace(second=0)
    while minute <= now or minute.minute not in minutes or minute.hour not in hours:
        minute += timedelta(minutes=1)
    assert read_cron(text).after(now) == minute


@pytest.mark.parametrize("text", ["0 0 9 ? * MON-FRI", '="0 0 9 ? * MON-FRI"', "${turn}"])
def test_a_boundary_timer_comes_again_with_each_turn_and_leaves_out_what_was_missed(text: str) -> None:
    """不中断的定时边界按 cron 周期反复触发；停机期间错过的只补一次。"""
    run = Run(
        start(), user("u"), boundary("again", "u", timer("timeCycle", text), interrupting=False), step("remind"),
        end(), end("r"), flow("start", "u"), flow("u", "end"), flow("again", "remind"), flow("remind", "r"),
    )  # fmt: skip
    run.start(turn="0 0 9 ? * MON-FRI")
    run.wait(days=14, minutes=30)
    assert run.passed.count("remind") == 1
    assert f"{run.step.timers[0].due_at.astimezone(CHINA):%a %H:%M}" == "Tue 09:00"
    assert run.do("u").step.timers == ()


@pytest.mark.parametrize(
    ("until", "turn"),
    [
        (datetime(2026, 4, 4, 15, 20, tzinfo=CHINA), datetime(2026, 4, 6, 9, tzinfo=CHINA)),
        (datetime(2026, 4, 7, 9, tzinfo=CHINA), datetime(2026, 4, 7, 9, tzinfo=CHINA)),
        (datetime(9999, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)),
    ],
    ids=["saturday", "a-turn", "never"],
)
def test_a_cycle_that_was_stopped_goes_on_with_its_turns(until: datetime, turn: datetime) -> None:
    """案件中止后恢复，周期仍在原定的时刻到来，不会在半路触发。"""
    run = Run(
        start(), user("u"), boundary("b", "u", timer("timeCycle", "0 0 9 ? * MON-FRI"), interrupting=False),
        flow("start", "u"),
    ).start()  # fmt: skip
    timer_id = run.step.timers[0].id
    run.step = run.engine.reschedule(
        run.digest, run.step.state, timer_id, until, case={}, now=NOW, case_id="c1"
    )
    assert run.step.timers[0].due_at == turn
