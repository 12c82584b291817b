"""Sequence flows and gateways do what BPMN says."""

from __future__ import annotations

import pytest

from tests.unit.engine.drawn import Run, end, flow, node, script, start, step, user
from workflows.errors import NoFlowTaken


def test_flows_out_of_a_task_all_fire_when_nothing_is_written_on_them() -> None:
    """两条没有条件的顺序流离开同一任务时,两条都走。"""
    run = Run(
        start(), step("a"), user("b"), user("c"), end(), flow("start", "a", "b", "end"), flow("a", "c", "end")
    )
    assert run.start().open == ["b", "c"]
    assert run.do("b").do("c").step.status == "completed"


@pytest.mark.parametrize(("x", "expected"), [(10, ["big"]), (1, ["small"])])
def test_conditions_on_flows_out_of_a_task_count(x: int, expected: list[str]) -> None:
    """从任务出来的顺序流带条件时,只走条件成立的,否则走默认流。"""
    run = Run(
        start(),
        user("a", default="no"),
        user("big"),
        user("small"),
        flow("start", "a"),
        flow("a", "big", when="x > 5"),
        flow("a", "small", ident="no"),
    )
    assert run.start().do("a", x=x).open == expected


def test_exclusive_gateway_takes_the_first_true_flow_in_the_order_of_the_file() -> None:
    """排他网关按文件中的顺序取第一条成立的顺序流。"""
    run = Run(
        start(),
        node("exclusiveGateway", "g", default="d"),
        user("first"),
        user("second"),
        user("other"),
        flow("start", "g"),
        flow("g", "first", when="n >= 1"),
        flow("g", "second", when="n >= 2"),
        flow("g", "other", ident="d"),
    )
    assert run.start(n=2).open == ["first"]
    assert run.start(n=0).open == ["other"]


def test_exclusive_gateway_without_a_true_flow_stops_with_a_named_error() -> None:
    """没有条件成立也没有默认流时,报错并指明网关。"""
    run = Run(
        start(), node("exclusiveGateway", "g"), end(), end("e2"), flow("start", "g"), flow("g", "end", when="n = 1"),
        flow("g", "e2", when="n = 2"),
    )  # fmt: skip
    with pytest.raises(NoFlowTaken, match="g,"):
        run.start(n=3)


def test_parallel_join_waits_for_every_branch_and_loses_no_fact() -> None:
    """并行汇聚等待所有分支,各分支写入的事实都保留。"""
    run = Run(
        start(), node("parallelGateway", "split"), user("a"), user("b"), node("parallelGateway", "join"), user("c"),
        flow("start", "split", "a", "join", "c"), flow("split", "b", "join"),
    ).start(x=0)  # fmt: skip
    assert run.do("a", x=1, left={"n": 1}).open == ["b"]
    run.do("b", right={"n": 2})
    assert run.open == ["c"]
    assert run.step.facts == {"x": 1, "left": {"n": 1}, "right": {"n": 2}}


def test_tokens_that_meet_at_a_plain_task_are_not_merged() -> None:
    """未经汇聚网关的两个令牌各自执行后续任务。"""
    run = Run(
        start(), node("parallelGateway", "split"), step("a"), step("b"), step("c"), end(),
        flow("start", "split", "a", "c", "end"), flow("split", "b", "c"),
    ).start()  # fmt: skip
    assert run.passed.count("c") == 2
    assert run.step.status == "completed"


def test_a_token_too_many_at_a_parallel_join_waits_there() -> None:
    """并行汇聚多到的令牌留在原处等待。"""
    run = Run(
        start(), node("parallelGateway", "split"), step("a"), step("b"), user("late"), node("parallelGateway", "join"),
        end(), flow("start", "split", "a", "join", "end"), flow("split", "b", "a"), flow("split", "late", "join"),
    ).start()  # fmt: skip
    run.do("late")
    assert run.passed.count("join") == 1
    assert (run.step.status, run.step.stuck_at) == ("stuck", ("join",))


@pytest.mark.parametrize(("n", "ways"), [(1, {"a"}), (2, {"a", "b"}), (0, {"c"})])
def test_inclusive_gateway_takes_and_awaits_exactly_the_true_ways(n: int, ways: set[str]) -> None:
    """包容网关走所有成立的分支,汇聚时只等真正走了的分支。"""
    run = Run(
        start(), node("inclusiveGateway", "split", default="d"), user("a"), user("b"), user("c"),
        node("inclusiveGateway", "join"), user("after"),
        flow("start", "split"), flow("split", "a", when="n >= 1"), flow("split", "b", when="n >= 2"),
        flow("split", "c", ident="d"), flow("a", "join", "after"), flow("b", "join"), flow("c", "join"),
    ).start(n=n)  # fmt: skip
    assert set(run.open) == ways
    for each in sorted(ways):
        assert "after" not in run.open
        run.do(each)
    assert run.open == ["after"]


def test_inclusive_join_does_not_wait_for_a_branch_that_turned_away() -> None:
    """分支转向别处后,包容汇聚不再等它。"""
    run = Run(
        start(), node("inclusiveGateway", "split"), user("a"), user("b"), node("exclusiveGateway", "x", default="d"),
        node("inclusiveGateway", "join"), user("after"), end(),
        flow("start", "split", "a", "join", "after"), flow("split", "b", "x"), flow("x", "join", when="back"),
        flow("x", "end", ident="d"),
    ).start()  # fmt: skip
    assert run.do("a").open == ["b"]
    assert run.do("b", back=False).open == ["after"]


def test_complex_gateway_fires_on_its_condition_and_swallows_the_late_token() -> None:
    """复杂网关在条件满足时放行一次,迟到的令牌在此结束。"""
    run = Run(
        start(), node("parallelGateway", "split"), user("a"), user("b"), user("c"),
        node("complexGateway", "two", "<activationCondition>activationCount >= 2</activationCondition>"), user("after"),
        flow("start", "split", "a", "two", "after"), flow("split", "b", "two"), flow("split", "c", "two"),
    ).start()  # fmt: skip
    run.do("a").do("b")
    assert run.open == ["c", "after"]
    assert run.do("c").open == ["after"]
    assert run.do("after").step.status == "completed"


def test_a_loop_of_many_thousand_steps_neither_stalls_nor_grows_the_state() -> None:
    """循环两千五百次也不会停住,状态也不会变大。"""
    run = Run(
        start(), script("zero", "{n: 0}"), script("add", "{n: n + 1}"), node("exclusiveGateway", "x", default="out"),
        user("u"), flow("start", "zero", "add", "x"), flow("x", "add", when="n < 2500"), flow("x", "u", ident="out"),
    ).start()  # fmt: skip
    assert run.step.facts == {"n": 2500}
    assert len(run.step.state) < 300


def test_a_loop_of_peoples_tasks_goes_on_far_beyond_a_thousand_rounds() -> None:
    """人工任务的循环可以远超一千次。"""
    run = Run(
        start(), user("u"), node("exclusiveGateway", "x", default="out"), end(),
        flow("start", "u", "x"), flow("x", "u", when="again"), flow("x", "end", ident="out"),
    ).start()  # fmt: skip
    for _ in range(1_100):
        run.do("u", again=True)
    assert len(run.step.state) < 300
    assert run.do("u", again=False).step.status == "completed"


def test_many_parallel_blocks_in_a_row_stay_small() -> None:
    """二十个连续的并行块不会使状态膨胀。"""
    blocks, flows, last = [], [], "start"
    for number in range(20):
        s, a, b, j = (f"{key}{number}" for key in "sabj")
        blocks += [node("parallelGateway", s), step(a), step(b), node("parallelGateway", j)]
        flows += [flow(last, s, a, j), flow(s, b, j)]
        last = j
    run = Run(start(), *blocks, user("u"), *flows, flow(last, "u")).start()
    assert run.open == ["u"]
    assert len(run.step.state) < 300


def test_start_and_completion_quantities_gather_and_multiply_tokens() -> None:
    """到齐 startQuantity 个令牌才开始,completionQuantity 完成时产生多个令牌。"""
    run = Run(
        start(), step("a", completionQuantity="3"), step("b", startQuantity="3"), step("c", completionQuantity="2"),
        step("d"), end(), flow("start", "a", "b", "c", "d", "end"),
    ).start()  # fmt: skip
    assert (run.passed.count("b"), run.passed.count("d"), run.step.status) == (1, 2, "completed")


def test_a_process_without_start_and_end_events_runs_from_what_nothing_leads_to() -> None:
    """没有画开始和结束事件时,从没有流入的元素开始,走到尽头为止。"""
    run = Run(user("a"), user("b"), flow("a", "b")).start()
    assert run.open == ["a"]
    assert run.do("a").do("b").step.status == "completed"


def test_data_associations_carry_facts_from_one_object_to_another() -> None:
    """数据关联把一个数据对象的值带到另一个。"""
    carried = (
        "<dataOutputAssociation><sourceRef>result</sourceRef><targetRef>ref</targetRef></dataOutputAssociation>"
        "<dataOutputAssociation><targetRef>ref2</targetRef><assignment><from>result * 2</from><to>doubled</to>"
        "</assignment></dataOutputAssociation>"
    )
    run = Run(
        '<dataObject id="do" name="amount"/><dataObjectReference id="ref" dataObjectRef="do" name="the amount"/>',
        start(), user("u", carried), end(), flow("start", "u", "end"),
    ).start()  # fmt: skip
    assert run.do("u", result=4).step.facts == {"result": 4, "amount": 4, "doubled": 8}
