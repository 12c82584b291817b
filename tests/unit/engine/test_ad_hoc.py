"""Ad hoc subprocesses: people choose which step comes next, and begin one again."""

from __future__ import annotations

import pytest

from tests.unit.engine.drawn import Run, diagram, end, event, flow, node, start, step, user
from workflows.domain.procedure import Bundle
from workflows.errors import CannotBeginStep, CannotMove


def drawn(*inside: str, ordering: str = "Parallel") -> Run:
    """Begin a case whose ad hoc subprocess holds *inside*, with a task after it."""
    inner = node("adHocSubProcess", "s", "".join(inside), ordering=ordering)
    return Run(start(), inner, user("after"), flow("start", "s", "after")).start()


ENOUGH = "<completionCondition>enough</completionCondition>"


def test_a_step_of_an_ad_hoc_subprocess_is_begun_again_as_often_as_wanted() -> None:
    """自由子流程中做过的步骤可以再做,次数不限;都办完才往下走。"""
    run = drawn(user("call"), user("visit"))
    assert run.task("visit").beside == ("call", "visit")
    run.do("call")
    run.begin("visit", "call")
    run.begin("visit", "call")
    assert sorted(run.open) == ["call", "call", "visit"]
    assert run.do("visit").do("call").do("call").open == ["after"]


def test_of_sequential_steps_people_choose_which_comes_next() -> None:
    """依次进行的自由子流程:可以换成另一步先做,被换下的随后仍要做。"""
    run = drawn(user("a"), user("b"), user("c"), ordering="Sequential")
    assert run.task("a").beside == ("b", "c")
    run.begin("a", "c")
    assert (run.open, run.task("c").beside) == (["c"], ("a", "b"))
    run.do("c")
    assert (run.open, run.do("a").open, run.do("b").open) == (["a"], ["b"], ["after"])


def test_a_sequential_step_that_was_done_is_begun_again_in_between() -> None:
    """依次进行时,做过的步骤可以插在中间再做一次。"""
    run = drawn(user("a"), user("b"), ordering="Sequential").do("a")
    run.begin("b", "a")
    assert (run.open, run.do("a").open, run.do("b").open) == (["a"], ["b"], ["after"])


def test_nothing_is_chosen_once_the_condition_holds() -> None:
    """完成条件成立之后不再开始新的步骤,尚在进行的照常办完。"""
    inside = user("a") + user("b") + ENOUGH
    inner = node("adHocSubProcess", "s", inside, ordering="Parallel", cancelRemainingInstances="false")
    run = Run(start(), inner, user("after"), flow("start", "s", "after")).start(enough=False)
    run.do("a", enough=True)
    assert (run.open, run.task("b").beside) == (["b"], ())
    with pytest.raises(CannotBeginStep):
        run.begin("b", "a")


def test_where_one_step_comes_after_another_the_second_is_not_begun_by_itself() -> None:
    """有连线引到的步骤不能单独开始;不在自由子流程中的待办没有可选的步骤。"""
    run = drawn(user("a"), user("b"), user("c"), flow("a", "b"))
    assert run.task("a").beside == ("a", "c")
    with pytest.raises(CannotBeginStep):
        run.begin("a", "b")
    run.do("a").do("b").do("c")
    assert run.task("after").beside == ()
    with pytest.raises(CannotBeginStep):
        run.begin("after", "a")


def test_what_runs_by_itself_is_chosen_like_any_step() -> None:
    """自动步骤也可以再次开始,做完即回到原处。"""
    run = drawn(user("a"), step("count"))
    run.begin("a", "count")
    assert run.open == ["a"]
    assert run.do("a").open == ["after"]


HURRY = node(
    "subProcess", "v", start("w", event("message", "M")) + user("hurry") + end("x") + flow("w", "hurry", "x"),
    triggeredByEvent="true",
)  # fmt: skip


@pytest.mark.parametrize("ordering", ["Parallel", "Sequential"])
def test_what_was_interrupted_goes_on_with_no_other_step(ordering: str) -> None:
    """事件子流程打断自由子流程后,不再列出也不再开始其余步骤,办完即往下走。"""
    inner = node("adHocSubProcess", "s", user("a") + user("b") + HURRY, ordering=ordering)
    roots = '<message id="M" name="hello"/>'
    run = Run(start(), inner, user("after"), flow("start", "s", "after"), roots=roots).start()
    run.deliver("message", "hello")
    assert (run.open, run.task("hurry").beside) == (["hurry"], ())
    assert run.do("hurry").open == ["after"]


def test_a_step_begun_again_stays_when_the_first_is_sent_back() -> None:
    """同一步骤办了两遍,退回其中一遍,另一遍不受影响;分不清是哪一遍的,不能退回。"""
    run = drawn(user("a"), user("b"), flow("a", "b")).do("a")
    run.begin("b", "a")
    run.move("b", "a")
    assert run.open == ["a", "a"]
    fork = node("parallelGateway", "g") + user("b") + user("c") + flow("a", "g", "b") + flow("g", "c")
    run = drawn(user("a"), fork).do("a")
    run.begin("b", "a")
    run.do("a")
    with pytest.raises(CannotMove):
        run.move("b", "a")
    assert sorted(run.open) == ["b", "b", "c", "c"]


def test_a_new_version_with_another_step_in_front_leaves_out_none_and_repeats_none() -> None:
    """流程换了版本,依次进行的步骤前面多了一步:尚未办的照旧往下办,办过的不再来。"""
    run = drawn(user("a"), user("b"), user("c"), ordering="Sequential").do("a")
    inner = node("adHocSubProcess", "s", "".join(map(user, "zabc")), ordering="Sequential")
    drawn_new = diagram(start(), inner, user("after"), flow("start", "s", "after"))
    new = run.engine.load(Bundle(procedure="P", files={"P/P.bpmn": drawn_new}))
    run.step = run.engine.migrate(run.digest, run.step.state, new, case_id="c1", case={}, now=run.now)
    run.digest = new
    assert (run.do("b").open, run.do("c").open) == (["c"], ["after"])


def test_what_waits_for_a_branch_that_comes_no_more_is_withdrawn() -> None:
    """完成条件成立时,等在汇合处的分支不会永远等下去;还在办的办完即往下走。"""
    join = (
        node("parallelGateway", "g")
        + node("parallelGateway", "j")
        + flow("g", "b", "j")
        + flow("g", "c", "j")
    )
    inside = user("a") + user("b") + user("c") + join + ENOUGH
    inner = node("adHocSubProcess", "s", inside, ordering="Parallel", cancelRemainingInstances="false")
    run = Run(start(), inner, user("after"), flow("start", "s", "after")).start(enough=False)
    run.do("b").do("c", enough=True)
    assert (run.open, run.do("a").open) == (["a"], ["after"])


def test_a_gateway_where_branches_meet_may_be_the_last_thing_in_it() -> None:
    """包容网关汇合之后没有连线,也正常结束。"""
    split = node("inclusiveGateway", "g") + node("inclusiveGateway", "j")
    ways = flow("g", "b", when="true") + flow("g", "c", when="true") + flow("b", "j") + flow("c", "j")
    assert drawn(split, user("b"), user("c"), ways).do("b").do("c").open == ["after"]
