"""Events: time, messages, signals, conditions, links."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.engine.drawn import (
    NOW,
    Run,
    boundary,
    end,
    event,
    flow,
    node,
    properties,
    start,
    step,
    timer,
    user,
)
from workflows.errors import NobodyIsWaiting, RefusedDiagram, TimerRefused

MESSAGE = '<message id="M" name="reply"/>'
SIGNAL = '<signal id="S" name="bell"/>'


def waiting(text: str, form: str = "timeDuration") -> Run:
    """Return a run that waits for one timer."""
    return Run(
        start(), node("intermediateCatchEvent", "t", timer(form, text)), user("u"), flow("start", "t", "u")
    )


@pytest.mark.parametrize("text", ["P14D", '"P14D"', 'duration("P14D")', "P2W", "'P14D'", "=P14D", "PT336H"])
def test_a_duration_may_be_written_plain_quoted_or_as_feel(text: str) -> None:
    """时长可写作 P14D、加引号或 FEEL 表达式。"""
    assert waiting(text).start().step.timers[0].due_at == NOW + timedelta(days=14)


def test_months_are_counted_on_the_calendar() -> None:
    """一个月按日历计算,一月三十一日之后是二月最后一日。"""
    run = waiting("P1M")
    run.now = datetime(2026, 1, 31, 1, tzinfo=UTC)
    assert run.start().step.timers[0].due_at == datetime(2026, 2, 28, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026-04-01T09:00:00+08:00", datetime(2026, 4, 1, 1, tzinfo=UTC)),
        ("2026-04-01", datetime(2026, 3, 31, 16, tzinfo=UTC)),
        ('date("2026-04-01")', datetime(2026, 3, 31, 16, tzinfo=UTC)),
        ("case.day", datetime(2026, 3, 31, 16, tzinfo=UTC)),
        ("now() + duration(\"PT1H\")", NOW + timedelta(hours=1)),
    ],
)  # fmt: skip
def test_a_date_is_an_instant_or_the_beginning_of_a_day_in_china(text: str, due: datetime) -> None:
    """日期定时器为带时区的时刻,或中国当日零时。"""
    run = waiting(text, "timeDate")
    run.case = {"day": datetime(2026, 4, 1, tzinfo=UTC).date()}
    assert run.start().step.timers[0].due_at == due


@pytest.mark.parametrize(
    "text", ["P", "PT", "P1X", "R3", "2026-13-01", "2026-04-01T09:00:00", "P-1D", "R3/PT0S", "R/PT0.5S"]
)
def test_a_timer_that_says_nothing_is_refused_at_publishing(text: str) -> None:
    """不成立的定时器在发布时即被拒绝。"""
    with pytest.raises(RefusedDiagram):
        waiting(text)


def test_an_instant_without_zone_is_refused_when_it_is_computed() -> None:
    """表达式给出没有时区的时刻时,指明元素并拒绝。"""
    run = waiting("case.at", "timeDate")
    run.case = {"at": datetime(2026, 4, 1, 9)}  # noqa: DTZ001 - the point of the test
    with pytest.raises(TimerRefused, match="t "):
        run.start()


def test_nothing_fires_before_its_instant_and_everything_at_it() -> None:
    """到期之前不触发,到期之时触发。"""
    run = waiting("P1D").start()
    assert run.wait(days=1, seconds=-1).open == []
    assert run.wait(seconds=1).open == ["u"]


def test_an_interrupting_boundary_timer_takes_the_task_away() -> None:
    """中断型边界定时器到期时收回任务。"""
    run = Run(
        start(), user("u"), boundary("late", "u", timer("timeDuration", "P7D")), user("chase"), end(),
        flow("start", "u", "end"), flow("late", "chase", "end"),
    ).start()  # fmt: skip
    run.wait(days=7)
    assert run.open == ["chase"]
    assert ("u", "cancelled") in [(visit.element, visit.outcome) for visit in run.step.visits]


def test_a_reminder_repeats_without_interrupting_and_ends_with_its_task() -> None:
    """催办按次数重复,不影响任务;任务完成后不再催办。"""
    run = Run(
        start(), user("u"), boundary("again", "u", timer("timeCycle", "R3/P1D"), interrupting=False), step("remind"),
        end(), flow("start", "u", "end"), flow("again", "remind"),
    ).start()  # fmt: skip
    assert run.wait(days=1).passed.count("remind") == 1
    assert run.wait(days=10).passed.count("remind") == 3
    assert run.step.timers == ()
    assert run.do("u").step.status == "completed"


def test_an_endless_cycle_missed_for_a_year_fires_once() -> None:
    """停机一年后,无限循环的定时器只补触发一次。"""
    run = Run(
        start(), user("u"), boundary("again", "u", timer("timeCycle", "R/PT1H"), interrupting=False), step("tick"),
        flow("start", "u"), flow("again", "tick"),
    ).start()  # fmt: skip
    run.wait(days=365, minutes=5)
    assert run.passed.count("tick") == 1
    assert run.step.timers[0].due_at == run.now + timedelta(minutes=55)


def test_two_timers_on_an_event_gateway_have_instants_of_their_own() -> None:
    """事件网关上的两个定时器各有期限,先到者胜。"""
    run = Run(
        start(), node("eventBasedGateway", "g"),
        node("intermediateCatchEvent", "long", timer("timeDuration", "P9D")),
        node("intermediateCatchEvent", "short", timer("timeDuration", "P2D")),
        user("a"), user("b"), flow("start", "g", "long", "a"), flow("g", "short", "b"),
    ).start()  # fmt: skip
    assert [each.due_at for each in run.step.timers] == [NOW + timedelta(days=9), NOW + timedelta(days=2)]
    assert run.wait(days=3).open == ["b"]
    assert run.step.timers == ()


def test_a_message_reaches_who_waits_and_brings_its_facts() -> None:
    """消息送达等待者,其内容成为路由事实。"""
    run = Run(
        start(), node("intermediateCatchEvent", "m", event("message", "M")), user("u"), flow("start", "m", "u"),
        roots=MESSAGE,
    ).start()  # fmt: skip
    assert [(each.kind, each.name) for each in run.step.waits] == [("message", "reply")]
    run.deliver("message", "reply", {"ruling": "confirmed"})
    assert (run.open, run.step.facts) == (["u"], {"ruling": "confirmed"})


def test_a_message_nobody_waits_for_is_refused_so_that_it_can_be_kept() -> None:
    """无人等待的消息被退回,以便保留。"""
    run = Run(start(), user("u"), flow("start", "u")).start()
    with pytest.raises(NobodyIsWaiting):
        run.deliver("message", "reply")


def test_a_message_goes_to_one_receiver_a_signal_to_all() -> None:
    """消息只给一个接收者,信号给所有等待者。"""

    def drawn(inner: str) -> Run:
        return Run(
            start(), node("parallelGateway", "g"), node("intermediateCatchEvent", "a", inner),
            node("intermediateCatchEvent", "b", inner), end(), flow("start", "g", "a", "end"), flow("g", "b", "end"),
            roots=MESSAGE + SIGNAL,
        ).start()  # fmt: skip

    assert len(drawn(event("message", "M")).deliver("message", "reply").step.waits) == 1
    assert drawn(event("signal", "S")).deliver("signal", "bell").step.status == "completed"


def test_correlation_keys_tell_two_waiting_receivers_apart() -> None:
    """关联键区分两个等待同名消息的接收者。"""
    catch = [
        node(
            "intermediateCatchEvent",
            name,
            properties(correlation=f'{{party: "{name}"}}') + event("message", "M"),
        )
        for name in ("a", "b")
    ]
    run = Run(
        start(), node("parallelGateway", "g"), *catch, flow("start", "g", "a"), flow("g", "b"), roots=MESSAGE
    ).start()
    run.deliver("message", "reply", None, party="b")
    assert run.passed[-1] == "b"
    with pytest.raises(NobodyIsWaiting):
        run.deliver("message", "reply", None, party="b")


def test_what_is_thrown_leaves_the_case_and_ends_may_throw_too() -> None:
    """抛出的消息与信号离开案件,结束事件也可以抛出。"""
    run = Run(
        start(), node("sendTask", "send", properties(correlation="{no: case.no}"), messageRef="M"),
        end("end", event("signal", "S")), flow("start", "send", "end"), roots=MESSAGE + SIGNAL, case={"no": 7},
    ).start()  # fmt: skip
    assert [(each.kind, each.name, each.correlation) for each in run.step.thrown] == [
        ("message", "reply", {"no": 7}), ("signal", "bell", {}),
    ]  # fmt: skip


def test_a_signal_thrown_in_one_branch_wakes_the_other() -> None:
    """同一案件内,一个分支抛出的信号唤醒另一分支。"""
    run = Run(
        start(), node("parallelGateway", "g"), node("intermediateThrowEvent", "throw", event("signal", "S")),
        node("intermediateCatchEvent", "catch", event("signal", "S")), end(),
        flow("start", "g", "throw", "end"), flow("g", "catch", "end"), roots=SIGNAL,
    ).start()  # fmt: skip
    assert run.step.status == "completed"


def test_a_condition_triggers_once_when_it_becomes_true() -> None:
    """条件事件在条件由假变真时触发一次。"""
    condition = "<conditionalEventDefinition><condition>case.paid</condition></conditionalEventDefinition>"
    run = Run(
        start(), user("u"), boundary("c", "u", condition, interrupting=False), step("seen"),
        flow("start", "u"), flow("c", "seen"), case={"paid": False},
    ).start()  # fmt: skip
    assert [each.kind for each in run.step.waits] == ["conditional"]
    run.case = {"paid": True}
    assert run.wait(days=1).wait(days=1).passed.count("seen") == 1


def test_links_join_two_places_of_one_drawing() -> None:
    """链接事件把图上两处连在一起。"""
    run = Run(
        start(), node("intermediateThrowEvent", "out", event("link", name="L")),
        node("intermediateCatchEvent", "in", event("link", name="L")), user("u"), flow("start", "out"),
        flow("in", "u"),
    ).start()  # fmt: skip
    assert (run.open, run.passed) == (["u"], ["start", "out", "in"])


def test_a_link_that_leads_nowhere_is_refused() -> None:
    """没有目标的链接在发布时被拒绝。"""
    with pytest.raises(RefusedDiagram, match="out"):
        Run(start(), node("intermediateThrowEvent", "out", event("link", name="L")), flow("start", "out"))


def test_an_event_with_several_definitions_takes_any_or_all_as_drawn() -> None:
    """多重事件任一到达即可,并行多重事件则须全部到达。"""
    both = event("message", "M") + event("signal", "S")

    def drawn(**attributes: str) -> Run:
        return Run(
            start(), node("intermediateCatchEvent", "c", both, **attributes), user("u"), flow("start", "c", "u"),
            roots=MESSAGE + SIGNAL,
        ).start()  # fmt: skip

    assert drawn().deliver("signal", "bell").open == ["u"]
    all_of_them = drawn(parallelMultiple="true").deliver("signal", "bell")
    assert all_of_them.open == []
    assert all_of_them.deliver("message", "reply").open == ["u"]


def test_a_process_that_several_messages_can_begin_waits_for_the_first() -> None:
    """可由多个消息启动的流程等待最先到达的一个。"""
    run = Run(
        start("a", event("message", "M")), start("b", event("signal", "S")), user("x"), user("y"),
        flow("a", "x"), flow("b", "y"), roots=MESSAGE + SIGNAL,
    ).start()  # fmt: skip
    assert run.open == []
    assert run.deliver("signal", "bell").open == ["y"]
    assert run.step.waits == ()
