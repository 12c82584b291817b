"""Looking at a stored state, and cases that begin because a message or a signal came."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.engine.drawn import NOW, Run, boundary, event, flow, node, start, timer, user
from workflows.errors import NobodyIsWaiting, StateTampered


def test_looking_moves_nothing() -> None:
    """查看已保存的状态:待办、期限与保存时一致,到期的定时器也不触发。"""
    run = Run(
        start(), user("u"), boundary("t", "u", timer("timeDuration", "P7D")), user("v"), flow("start", "u"),
        flow("t", "v"),
    ).start()  # fmt: skip
    late = NOW + timedelta(days=30)
    seen = run.engine.look(run.digest, run.step.state, case_id="c1", case={}, now=late)
    assert (seen.tasks, seen.timers, seen.state) == (run.step.tasks, run.step.timers, run.step.state)
    assert (seen.visits, seen.requests, seen.thrown) == ((), (), ())


def test_the_state_of_another_case_cannot_be_looked_at() -> None:
    """别的案件的状态不能拿来用。"""
    run = Run(start(), user("u"), flow("start", "u")).start()
    with pytest.raises(StateTampered):
        run.engine.look(run.digest, run.step.state, case_id="c2", case={}, now=NOW)


def opened_by() -> Run:
    """A procedure with a plain start, one by a message and one by a signal."""
    return Run(
        start(), user("u"), node("startEvent", "sm", event("message", "M")), user("m"),
        node("startEvent", "ss", event("signal", "S")), user("s"),
        flow("start", "u"), flow("sm", "m"), flow("ss", "s"),
        roots='<message id="M" name="complaint"/><signal id="S" name="flood"/>',
    )  # fmt: skip


@pytest.mark.parametrize(("by", "task"), [(("message", "complaint"), "m"), (("signal", "flood"), "s")])
def test_a_message_or_signal_opens_a_case_at_its_own_start(by: tuple[str, str], task: str) -> None:
    """消息或信号开始的案件从对应的开始事件进入,并带入内容。"""
    run = opened_by()
    assert run.engine.begins(run.digest) == (("message", "complaint"), ("signal", "flood"))
    step = run.engine.start(run.digest, case_id="c1", case={}, now=NOW, by=by, payload={"place": "x"})
    assert ([each.element for each in step.tasks], step.facts) == ([task], {"place": "x"})


def test_without_an_event_the_plain_start_is_taken() -> None:
    """没有消息时从普通开始事件进入。"""
    assert opened_by().start().open == ["u"]


def test_an_event_that_opens_nothing_is_refused() -> None:
    """没有开始事件等待的消息不能立案。"""
    run = opened_by()
    with pytest.raises(NobodyIsWaiting):
        run.engine.start(run.digest, case_id="c1", case={}, now=NOW, by=("message", "flood"))
