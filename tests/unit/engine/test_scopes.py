"""Subprocesses, calls, errors, escalations, event subprocesses, compensation."""

from __future__ import annotations

import pytest

from tests.unit.engine.drawn import (
    Run,
    boundary,
    diagram,
    end,
    event,
    flow,
    node,
    script,
    start,
    step,
    timer,
    user,
)
from workflows.errors import RefusedDiagram

ROOTS = (
    '<error id="E" name="bad" errorCode="bad"/><error id="E2" name="worse" errorCode="worse"/>'
    '<escalation id="U" name="up" escalationCode="up"/><message id="M" name="stop"/>'
)


def sub(ident: str, *parts: str, kind: str = "subProcess", **attributes: str) -> str:
    """Return an embedded subprocess."""
    return node(kind, ident, "".join(parts), **attributes)


def test_a_subprocess_ends_when_its_last_token_does() -> None:
    """子流程在最后一个令牌结束时完成。"""
    inner = sub("s", start("is"), user("a"), user("b"), flow("is", "a"), flow("is", "b"))
    run = Run(start(), inner, user("after"), flow("start", "s", "after")).start()
    assert run.do("a").open == ["b"]
    assert run.do("b").open == ["after"]


def test_a_called_process_keeps_its_facts_apart_and_hands_back_what_it_wrote() -> None:
    """被调用的流程先各自保存事实,结束时只交回自己写入的部分。"""
    called = diagram(start(), user("inner"), flow("start", "inner"), ident="Q")
    run = Run(
        start(), node("parallelGateway", "g"), node("callActivity", "c1", calledElement="Q"),
        node("callActivity", "c2", calledElement="Q"), node("parallelGateway", "j"), end(),
        flow("start", "g", "c1", "j", "end"), flow("g", "c2", "j"), files={"Q/Q.bpmn": called},
    ).start(kept=1, x=0)  # fmt: skip
    run.do("inner", x=5)
    run.do("inner", y=6)
    assert (run.step.status, run.step.facts) == ("completed", {"kept": 1, "x": 5, "y": 6})


@pytest.mark.parametrize("named", ["${which}", "=which", "#{a ? b : c}"])
def test_a_computed_call_is_refused_with_what_to_draw_instead(named: str) -> None:
    """被调用的流程不能由表达式计算；拒绝时说明改画排他网关。"""
    with pytest.raises(RefusedDiagram, match="exclusive gateway"):
        Run(start(), node("callActivity", "c", calledElement=named), end(), flow("start", "c", "end"))


def test_calling_a_process_that_does_not_travel_along_is_refused() -> None:
    """调用不存在的流程在发布时被拒绝。"""
    with pytest.raises(RefusedDiagram, match="'Q'"):
        Run(start(), node("callActivity", "c", calledElement="Q"), flow("start", "c"))


def test_an_error_is_caught_at_the_nearest_boundary_that_names_it() -> None:
    """错误由最近的、写明该代码的边界事件捕获。"""
    inner = sub("s", start("is"), end("ie", event("error", "E")), flow("is", "ie"))
    run = Run(
        start(), inner, boundary("any", "s", event("error")), boundary("bad", "s", event("error", "E")),
        user("a"), user("b"), flow("start", "s"), flow("any", "a"), flow("bad", "b"), roots=ROOTS,
    ).start()  # fmt: skip
    assert run.open == ["b"]


def test_an_error_nobody_catches_leaves_the_case_stuck_where_it_arose() -> None:
    """无人捕获的错误使案件停在发生之处,绝不悄悄继续。"""
    inner = sub("s", start("is"), end("ie", event("error", "E")), flow("is", "ie"))
    run = Run(start(), inner, user("u"), flow("start", "s", "u"), roots=ROOTS).start()
    assert (run.step.status, run.step.stuck_at, run.open) == ("stuck", ("ie",), [])
    assert run.step.uncaught == {"ie": "bad"}


def test_an_error_end_nobody_catches_ends_the_branches_of_its_own_subprocess_alone() -> None:
    """无人捕获的错误结束事件终止本子流程的其他分支(10.5.3),其他范围照常进行,并可转到其他步骤。"""
    inner = sub(
        "s", start("is"), user("go"), user("beside"), end("ie", event("error", "E")),
        flow("is", "go", "ie"), flow("is", "beside"),
    )  # fmt: skip
    run = Run(start(), inner, user("u"), flow("start", "s"), flow("start", "u"), roots=ROOTS).start()
    run.do("go")
    assert (run.step.status, run.step.stuck_at, run.open) == ("stuck", ("ie",), ["u"])
    assert ("beside", "cancelled") in [(each.element, each.outcome) for each in run.step.visits]
    back = run.engine.move(run.digest, run.step.state, "ie", "go", case_id="c1", case=run.case, now=run.now)
    assert (back.status, sorted(each.element for each in back.tasks)) == ("running", ["go", "u"])


def test_an_escalation_need_not_interrupt() -> None:
    """升级事件可以不中断子流程。"""
    inner = sub(
        "s", start("is"), node("intermediateThrowEvent", "t", event("escalation", "U")), user("u"),
        flow("is", "t", "u"),
    )  # fmt: skip
    run = Run(
        start(), inner, boundary("b", "s", event("escalation", "U"), interrupting=False), user("boss"),
        flow("start", "s"), flow("b", "boss"), roots=ROOTS,
    ).start()  # fmt: skip
    assert sorted(run.open) == ["boss", "u"]


def test_an_escalation_nobody_catches_is_reported() -> None:
    """无人处理的升级事件会被报告,流程继续。"""
    run = Run(
        start(), node("intermediateThrowEvent", "t", event("escalation", "U")), user("u"), flow("start", "t", "u"),
        roots=ROOTS,
    ).start()  # fmt: skip
    assert [(each.kind, each.name) for each in run.step.thrown] == [("escalation", "up")]
    assert run.open == ["u"]


@pytest.mark.parametrize(("interrupting", "expected"), [("true", ["es"]), ("false", ["es", "u"])])
def test_an_event_subprocess_interrupts_only_if_drawn_so(interrupting: str, expected: list[str]) -> None:
    """事件子流程按图决定是否中断其所在流程。"""
    handler = sub(
        "h", start("hs", event("message", "M"), isInterrupting=interrupting), user("es"), flow("hs", "es"),
        triggeredByEvent="true",
    )  # fmt: skip
    run = Run(start(), user("u"), end(), handler, flow("start", "u", "end"), roots=ROOTS).start()
    run.deliver("message", "stop")
    assert sorted(run.open) == expected
    for each in expected:
        run.do(each)
    assert run.step.status == "completed"


def test_a_process_ends_though_a_timer_event_subprocess_never_fired() -> None:
    """带定时事件子流程的流程,不必等定时器触发即可结束。"""
    handler = sub(
        "h", start("hs", timer("timeDuration", "P9D")), user("es"), flow("hs", "es"), triggeredByEvent="true"
    )
    run = Run(start(), user("u"), end(), handler, flow("start", "u", "end")).start()
    assert run.do("u").step.status == "completed"
    again = Run(start(), user("u"), end(), handler, flow("start", "u", "end")).start()
    assert again.wait(days=9).open == ["es"]


def test_an_error_event_subprocess_inside_a_subprocess_handles_its_errors_only() -> None:
    """子流程内的错误事件子流程处理本子流程的错误,之后主流程照常继续。"""
    handler = sub(
        "h", start("hs", event("error", "E")), user("mend"), flow("hs", "mend"), triggeredByEvent="true"
    )
    inner = sub("s", start("is"), user("u"), end("ie", event("error", "E")), handler, flow("is", "u", "ie"))
    run = Run(start(), inner, user("after"), flow("start", "s", "after"), roots=ROOTS).start()
    assert run.do("u").open == ["mend"]
    assert run.do("mend").open == ["after"]


def test_terminate_ends_the_scope_it_is_drawn_in_and_no_more() -> None:
    """终止结束事件只结束其所在的流程或子流程。"""
    inner = sub(
        "s",
        start("is"),
        user("a"),
        user("b"),
        end("ie", event("terminate")),
        flow("is", "a", "ie"),
        flow("is", "b"),
    )
    run = Run(start(), inner, user("after"), flow("start", "s", "after")).start()
    assert run.do("a").open == ["after"]


def test_compensation_undoes_what_was_done_last_first() -> None:
    """补偿按完成的相反顺序撤销已完成的活动。"""

    def done(name: str) -> str:
        return (
            step(name) + boundary(f"b_{name}", name, event("compensate"))
            + step(f"undo_{name}", isForCompensation="true")
            + f'<association id="as_{name}" sourceRef="b_{name}" targetRef="undo_{name}"/>'
        )  # fmt: skip

    run = Run(
        start(), done("a"), done("b"), done("never"), node("intermediateThrowEvent", "t", event("compensate")), end(),
        flow("start", "a", "b", "t", "end"), flow("b", "never", when="false"),
    ).start()  # fmt: skip
    assert run.passed == ["start", "a", "b", "undo_b", "undo_a", "t", "end"]
    assert run.step.status == "completed"


def test_compensation_may_name_one_activity_and_waits_for_a_persons_handler() -> None:
    """补偿可只针对一个活动,并等待人工处理完成。"""
    run = Run(
        start(), step("a"), step("b"),
        boundary("ba", "a", event("compensate")), boundary("bb", "b", event("compensate")),
        user("undo_a", isForCompensation="true"), user("undo_b", isForCompensation="true"),
        '<association id="x" sourceRef="ba" targetRef="undo_a"/>',
        '<association id="y" sourceRef="bb" targetRef="undo_b"/>',
        node("intermediateThrowEvent", "t", event("compensate", activityRef="a")), user("after"),
        flow("start", "a", "b", "t", "after"),
    ).start()  # fmt: skip
    assert run.open == ["undo_a"]
    assert run.do("undo_a").open == ["after"]


def test_a_cancelled_transaction_compensates_and_leaves_by_its_cancel_event() -> None:
    """事务取消时先补偿,再从取消边界事件离开。"""
    inner = sub(
        "s", start("is"), step("a"), boundary("ba", "a", event("compensate")), step("undo", isForCompensation="true"),
        '<association id="x" sourceRef="ba" targetRef="undo"/>', end("ie", event("cancel")), user("other"),
        flow("is", "a", "ie"), flow("is", "other"), kind="transaction",
    )  # fmt: skip
    run = Run(
        start(), inner, boundary("c", "s", event("cancel")), user("after"), user("normal"),
        flow("start", "s", "normal"), flow("c", "after"),
    ).start()  # fmt: skip
    assert run.open == ["after"]
    assert run.passed == ["start", "is", "a", "undo", "ie", "c"]


def test_a_finished_subprocess_is_undone_by_its_compensation_event_subprocess() -> None:
    """已完成的子流程由其补偿事件子流程撤销。"""
    handler = sub(
        "h", start("hs", event("compensate")), step("undo"), flow("hs", "undo"), triggeredByEvent="true"
    )
    inner = sub("s", start("is"), step("a"), handler, flow("is", "a"))
    run = Run(
        start(),
        inner,
        node("intermediateThrowEvent", "t", event("compensate")),
        end(),
        flow("start", "s", "t", "end"),
    ).start()
    assert run.passed == ["start", "is", "a", "s", "hs", "undo", "h", "t", "end"]


def test_an_ad_hoc_subprocess_ends_on_its_condition() -> None:
    """特别子流程的活动不分先后,满足条件即结束。"""
    inner = sub(
        "s", user("a"), user("b"), "<completionCondition>enough</completionCondition>", kind="adHocSubProcess",
        ordering="Parallel",
    )  # fmt: skip
    run = Run(start(), inner, user("after"), flow("start", "s", "after")).start()
    assert sorted(run.open) == ["a", "b"]
    assert run.do("a", enough=True).open == ["after"]


def test_a_sequential_ad_hoc_subprocess_does_one_thing_at_a_time() -> None:
    """顺序的特别子流程一次只做一件。"""
    inner = sub("s", user("a"), user("b"), kind="adHocSubProcess", ordering="Sequential")
    run = Run(start(), inner, user("after"), flow("start", "s", "after")).start()
    assert run.open == ["a"]
    assert run.do("a").open == ["b"]
    assert run.do("b").open == ["after"]


def test_cases_of_one_version_do_not_touch_each_other() -> None:
    """同一版本的案件互不影响,事件子流程触发后也是如此。"""
    handler = sub(
        "h", start("hs", event("message", "M"), isInterrupting="false"), step("es"), flow("hs", "es"),
        triggeredByEvent="true",
    )  # fmt: skip
    run = Run(start(), user("u"), end(), handler, flow("start", "u", "end"), roots=ROOTS).start()
    run.deliver("message", "stop")
    fresh = run.start()
    assert fresh.do("u").step.status == "completed"


def test_a_deadlock_is_named() -> None:
    """永远等不到的汇聚会被指出。"""
    run = Run(
        start(), node("exclusiveGateway", "x", default="d"), script("a", "{}"), script("b", "{}"),
        node("parallelGateway", "j"), end(), flow("start", "x"), flow("x", "a", when="false"),
        flow("x", "b", ident="d"), flow("a", "j", "end"), flow("b", "j"),
    ).start()  # fmt: skip
    assert (run.step.status, run.step.stuck_at, run.step.uncaught) == ("stuck", ("j",), {})


def test_each_instance_of_a_repeated_activity_is_undone() -> None:
    """多实例活动的每一次执行都被补偿。"""
    loop = "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>"
    run = Run(
        start(), step("a", loop), boundary("ba", "a", event("compensate")), step("undo", isForCompensation="true"),
        '<association id="x" sourceRef="ba" targetRef="undo"/>',
        node("intermediateThrowEvent", "t", event("compensate")), end(), flow("start", "a", "t", "end"),
    ).start()  # fmt: skip
    assert run.passed == ["start", "a", "a", "undo", "undo", "t", "end"]


def test_an_interrupting_escalation_takes_the_subprocess_away() -> None:
    """中断型升级事件结束子流程,抛出事件仍记为已完成。"""
    inner = sub(
        "s", start("is"), user("u"), end("ie", event("escalation", "U")), flow("is", "u"), flow("is", "ie")
    )
    run = Run(
        start(), inner, boundary("b", "s", event("escalation", "U")), user("boss"), flow("start", "s"),
        flow("b", "boss"), roots=ROOTS,
    ).start()  # fmt: skip
    assert run.open == ["boss"]
    assert "ie" in run.passed


def test_an_error_in_a_called_process_reaches_the_callers_boundary() -> None:
    """被调用流程中的错误由调用活动的边界事件捕获。"""
    called = diagram(start(), end("ie", event("error", "E")), flow("start", "ie"), ident="Q", roots=ROOTS)
    run = Run(
        start(), node("callActivity", "c", calledElement="Q"), boundary("b", "c", event("error", "E")), user("mend"),
        flow("start", "c"), flow("b", "mend"), roots=ROOTS, files={"Q/Q.bpmn": called},
    ).start()  # fmt: skip
    assert run.open == ["mend"]
