"""Ad hoc subprocesses: people choose which step comes next, and begin one again."""

from __future__ import annotations

import pytest

from tests.unit.engine.drawn import Run, flow, node, start, step, user
from workflows.errors import CannotBeginStep


def drawn(*inside: str, ordering: str = "Parallel") -> Run:
    """Begin a case whose ad hoc subprocess holds *inside*, with a task after it."""
    inner = node("adHocSubProcess", "s", "".join(inside), ordering=ordering)
    return Run(start(), inner, user("after"), flow("start", "s", "after")).start()


def begin(run: Run, task: str, element: str) -> None:
    """Begin *element* beside the open *task*."""
    run.step = run.engine.begin_step(
        run.digest, run.step.state, run.task(task).id, element, case_id="c1", case=run.case, now=run.now
    )


ENOUGH = "<completionCondition>enough</completionCondition>"


def test_a_step_of_an_ad_hoc_subprocess_is_begun_again_as_often_as_wanted() -> None:
    """自由子流程中做过的步骤可以再做,次数不限;都办完才往下走。"""
    run = drawn(user("call"), user("visit"))
    assert run.task("visit").beside == ("call", "visit")
    run.do("call")
    begin(run, "visit", "call")
    begin(run, "visit", "call")
    assert sorted(run.open) == ["call", "call", "visit"]
    assert run.do("visit").do("call").do("call").open == ["after"]


def test_of_sequential_steps_people_choose_which_comes_next() -> None:
    """依次进行的自由子流程:可以换成另一步先做,被换下的随后仍要做。"""
    run = drawn(user("a"), user("b"), user("c"), ordering="Sequential")
    assert run.task("a").beside == ("b", "c")
    begin(run, "a", "c")
    assert (run.open, run.task("c").beside) == (["c"], ("a", "b"))
    run.do("c")
    assert (run.open, run.do("a").open, run.do("b").open) == (["a"], ["b"], ["after"])


def test_a_sequential_step_that_was_done_is_begun_again_in_between() -> None:
    """依次进行时,做过的步骤可以插在中间再做一次。"""
    run = drawn(user("a"), user("b"), ordering="Sequential").do("a")
    begin(run, "b", "a")
    assert (run.open, run.do("a").open, run.do("b").open) == (["a"], ["b"], ["after"])


def test_nothing_is_chosen_once_the_condition_holds() -> None:
    """完成条件成立之后不再开始新的步骤,尚在进行的照常办完。"""
    inside = user("a") + user("b") + ENOUGH
    inner = node("adHocSubProcess", "s", inside, ordering="Parallel", cancelRemainingInstances="false")
    run = Run(start(), inner, user("after"), flow("start", "s", "after")).start(enough=False)
    run.do("a", enough=True)
    assert (run.open, run.task("b").beside) == (["b"], ())
    with pytest.raises(CannotBeginStep):
        begin(run, "b", "a")


def test_where_one_step_comes_after_another_the_second_is_not_begun_by_itself() -> None:
    """有连线引到的步骤不能单独开始;不在自由子流程中的待办没有可选的步骤。"""
    run = drawn(user("a"), user("b"), user("c"), flow("a", "b"))
    assert run.task("a").beside == ("a", "c")
    with pytest.raises(CannotBeginStep):
        begin(run, "a", "b")
    run.do("a").do("b").do("c")
    assert run.task("after").beside == ()
    with pytest.raises(CannotBeginStep):
        begin(run, "after", "a")


def test_what_runs_by_itself_is_chosen_like_any_step() -> None:
    """自动步骤也可以再次开始,做完即回到原处。"""
    run = drawn(user("a"), step("count"))
    begin(run, "a", "count")
    assert run.open == ["a"]
    assert run.do("a").open == ["after"]
