"""Sending back, adding and leaving out signers, moving deadlines: beside the diagram, but never against it."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.engine.drawn import NOW, Run, boundary, diagram, end, event, flow, node, start, timer, user
from tests.unit.engine.test_nets import Net
from workflows.domain.procedure import Bundle
from workflows.errors import CannotChangeInstances, CannotMigrate, CannotMove, TimerRefused


def back(run: Run, start_at: str, element: str) -> Run:
    """Send the case back."""
    run.step = run.engine.move(
        run.digest, run.step.state, start_at, element, case_id="c1", case=run.case, now=run.now
    )
    return run


def forked() -> Run:
    """A case with two branches, of which the first has two steps."""
    return Run(
        start(), user("intake"), node("parallelGateway", "g"), user("a1"), user("a2"), user("b"),
        node("parallelGateway", "j"), user("after"), flow("start", "intake", "g", "a1", "a2", "j", "after"),
        flow("g", "b", "j"),
    ).start()  # fmt: skip


def test_sending_back_inside_a_branch_leaves_the_other_branch_alone() -> None:
    """在分支内退回,不影响另一分支。"""
    run = forked().do("intake").do("a1")
    back(run, run.task("a2").id, "a1")
    assert sorted(run.open) == ["a1", "b"]
    run.do("a1").do("a2").do("b")
    assert run.open == ["after"]


def test_sending_back_before_the_fork_cancels_both_branches() -> None:
    """退回到分叉之前,两个分支都取消,之后不会重复。"""
    run = forked().do("intake").do("a1").do("b")
    back(run, run.task("a2").id, "intake")
    assert run.open == ["intake"]
    run.do("intake").do("a1").do("a2").do("b")
    assert run.open == ["after"]
    assert run.do("after").step.status == "completed"


def test_a_step_in_a_branch_beside_this_one_cannot_be_reached() -> None:
    """不能转到并行的另一分支。"""
    run = forked().do("intake")
    with pytest.raises(CannotMove):
        back(run, run.task("a1").id, "b")
    with pytest.raises(CannotMove):
        back(run, run.task("a1").id, "nowhere")


def test_a_stuck_case_can_be_taken_to_another_step() -> None:
    """卡住的案件可以转到另一步骤继续。"""
    run = Run(
        start(), user("u"), end("bad", '<errorEventDefinition errorRef="E"/>'), flow("start", "u", "bad"),
        roots='<error id="E" errorCode="x"/>',
    ).start()  # fmt: skip
    assert run.do("u").step.stuck_at == ("bad",)
    assert back(run, "bad", "u").step.status == "running"


def test_out_of_a_subprocess_the_whole_subprocess_is_left() -> None:
    """从子流程退回到外层步骤时,整个子流程取消。"""
    inner = node("subProcess", "s", start("is") + user("x") + user("y") + flow("is", "x") + flow("is", "y"))
    run = Run(start(), user("u"), inner, flow("start", "u", "s")).start().do("u")
    assert back(run, run.task("x").id, "u").open == ["u"]


LOOP = (
    "<multiInstanceLoopCharacteristics><loopDataInputRef>case.who</loopDataInputRef>"
    '<inputDataItem id="p" name="p"/><loopDataOutputRef>votes</loopDataOutputRef><outputDataItem id="v" name="v"/>'
    "</multiInstanceLoopCharacteristics>"
)


def signers() -> Run:
    """A case in which two people sign."""
    return Run(
        start(), user("sign", LOOP), user("after"), flow("start", "sign", "after"), case={"who": ["甲", "乙"]}
    ).start()


def test_a_signer_can_be_added_and_left_out() -> None:
    """加签、减签后,其余人照常办理并汇总。"""
    run = signers()
    first, second = (task.id for task in run.step.tasks)
    at = {"case_id": "c1", "case": run.case, "now": NOW}
    run.step = run.engine.add_instance(run.digest, run.step.state, first, "丙", **at)  # type: ignore[arg-type]
    assert [task.item for task in run.step.tasks] == ["甲", "乙", "丙"]
    run.step = run.engine.remove_instance(run.digest, run.step.state, second, **at)  # type: ignore[arg-type]
    assert run.do("sign", v=1).do("sign", v=3).step.facts == {"votes": [1, 3]}
    assert run.open == ["after"]


def test_those_who_were_added_or_left_out_count_where_a_share_decides() -> None:
    """按比例通过的会签，加签、减签后按现有人数计算。"""
    half = LOOP.replace(
        "</multiInstance",
        "<completionCondition>nrOfCompletedInstances * 2 &gt; nrOfInstances</completionCondition></multiInstance",
    )
    who = {"who": ["甲", "乙", "丙", "丁"]}
    run = Run(start(), user("sign", half), user("after"), flow("start", "sign", "after"), case=who).start()
    at = {"case_id": "c1", "case": run.case, "now": NOW}
    for _ in range(2):
        run.step = run.engine.remove_instance(run.digest, run.step.state, run.task("sign").id, **at)  # type: ignore[arg-type]
    assert run.do("sign").open == ["sign"]
    run.step = run.engine.add_instance(run.digest, run.step.state, run.task("sign").id, "戊", **at)  # type: ignore[arg-type]
    assert run.do("sign").open == ["after"]


def test_somebody_added_to_those_who_sign_one_by_one_is_asked_last() -> None:
    """依次签署时加签的人排在最后，轮到时拿到的是自己的待办。"""
    row = LOOP.replace(
        "<multiInstanceLoopCharacteristics>", '<multiInstanceLoopCharacteristics isSequential="true">'
    )
    run = Run(
        start(), user("sign", row), user("after"), flow("start", "sign", "after"), case={"who": ["甲", "乙"]}
    ).start()
    run.step = run.engine.add_instance(
        run.digest, run.step.state, run.task("sign").id, "丙", case_id="c1", case=run.case, now=NOW
    )
    asked = [run.task("sign").item, *(run.do("sign", v=n).task("sign").item for n in (1, 2))]
    assert asked == ["甲", "乙", "丙"]
    assert run.do("sign", v=3).step.facts == {"votes": [1, 2, 3]}


def test_leaving_out_the_last_signer_ends_the_signing() -> None:
    """最后一个待签人减去后,会签结束。"""
    run = signers().do("sign", v=1)
    step = run.engine.remove_instance(
        run.digest, run.step.state, run.task("sign").id, case_id="c1", case=run.case, now=NOW
    )
    assert [task.element for task in step.tasks] == ["after"]


def test_a_single_task_has_no_signers_to_change() -> None:
    """单人任务不能加签。"""
    run = Run(start(), user("u"), flow("start", "u")).start()
    with pytest.raises(CannotChangeInstances):
        run.engine.add_instance(
            run.digest, run.step.state, run.task("u").id, 1, case_id="c1", case={}, now=NOW
        )


def test_a_deadline_can_be_moved() -> None:
    """期限可以延后,到新期限才触发。"""
    run = Run(
        start(), user("u"), boundary("t", "u", timer("timeDuration", "P7D")), user("v"), flow("start", "u"),
        flow("t", "v"),
    ).start()  # fmt: skip
    at = {"case_id": "c1", "case": {}, "now": NOW}
    run.step = run.engine.reschedule(
        run.digest,
        run.step.state,
        run.step.timers[0].id,
        NOW + timedelta(days=9),
        **at,  # type: ignore[arg-type]
    )
    assert run.wait(days=8).open == ["u"]
    assert run.wait(days=1).open == ["v"]
    with pytest.raises(TimerRefused):
        run.engine.reschedule(run.digest, run.step.state, "0", NOW, **at)  # type: ignore[arg-type]


def test_a_deadline_is_moved_only_to_an_instant_of_a_zone() -> None:
    """新的时刻没有时区的，不移动期限：不猜测是哪里的时间。"""
    run = Run(
        start(), user("u"), boundary("t", "u", timer("timeDuration", "P7D")), flow("start", "u")
    ).start()
    bare = datetime.fromisoformat("2026-04-01T09:00:00")
    with pytest.raises(TimerRefused):
        run.engine.reschedule(
            run.digest, run.step.state, run.step.timers[0].id, bare, case_id="c1", case={}, now=NOW
        )


def newer(run: Run, *parts: str) -> str:
    """Load another version of the drawing."""
    return run.engine.load(Bundle(procedure="P", files={"P/P.bpmn": diagram(*parts)}))


def test_a_case_goes_to_a_new_version_and_keeps_its_deadline() -> None:
    """案件迁移到新版本后,期限不变,新增的催办从此生效。"""
    late = boundary("t", "u", timer("timeDuration", "P7D"))
    run = Run(start(), user("u"), late, user("v"), flow("start", "u"), flow("t", "v")).start()
    to = newer(
        run, start(), user("u"), late, boundary("r", "u", timer("timeCycle", "R/P1D"), interrupting=False),
        user("v"), user("w"), flow("start", "u", "w"), flow("t", "v"),
    )  # fmt: skip
    run.now += timedelta(days=2)
    run.step = run.engine.migrate(run.digest, run.step.state, to, case_id="c1", case={}, now=run.now)
    assert {each.element: each.due_at for each in run.step.timers} == {
        "t": NOW + timedelta(days=7), "r": NOW + timedelta(days=3),
    }  # fmt: skip
    run.digest = to
    assert run.do("u").open == ["w"]


def test_what_a_step_waits_for_in_the_new_version_is_armed_anew() -> None:
    """新版本把同一事件改为等消息的，迁移后等的是消息，不再是旧的期限。"""
    late = boundary("t", "u", timer("timeDuration", "P7D"))
    run = Run(start(), user("u"), late, user("v"), flow("start", "u"), flow("t", "v")).start()
    told = boundary("t", "u", event("message", "M"))
    parts = (start(), user("u"), told, user("v"), flow("start", "u"), flow("t", "v"))
    drawn = diagram(*parts, roots='<message id="M" name="hello"/>')
    to = run.engine.load(Bundle(procedure="P", files={"P/P.bpmn": drawn}))
    run.step = run.engine.migrate(run.digest, run.step.state, to, case_id="c1", case={}, now=run.now)
    run.digest = to
    assert (run.step.timers, [each.name for each in run.step.waits]) == ((), ["hello"])
    assert run.deliver("message", "hello").open == ["v"]


def test_what_has_happened_is_not_listened_for_again_after_migration() -> None:
    """已发出的催办、已启动的中断事件子流程，迁移后不会再来一次；新版本新增的照样生效。"""
    reminder = boundary("r", "s", timer("timeDuration", "P1D"), interrupting=False)
    sub = node(
        "subProcess",
        "v",
        start("w", event("signal", "S")) + user("x") + flow("w", "x"),
        triggeredByEvent="true",
    )
    added = node(
        "subProcess",
        "n",
        start("m", event("message", "M")) + user("y") + flow("m", "y"),
        triggeredByEvent="true",
    )
    roots = '<signal id="S" name="go"/><message id="M" name="hello"/>'

    def drawn(*more: str) -> tuple[str, ...]:
        inner = node("subProcess", "s", start("b") + user("u") + flow("b", "u") + sub + "".join(more))
        return (start(), inner, reminder, user("told"), flow("start", "s"), flow("r", "told"))

    run = Run(*drawn(), roots=roots).start().wait(days=2).deliver("signal", "go")
    assert sorted(run.open) == ["told", "x"]
    to = run.engine.load(Bundle(procedure="P", files={"P/P.bpmn": diagram(*drawn(added), roots=roots)}))
    run.step = run.engine.migrate(run.digest, run.step.state, to, case_id="c1", case={}, now=run.now)
    assert (sorted(run.open), run.step.timers, run.step.waits) == (["told", "x"], (), ())


def test_what_goes_on_beside_a_running_event_subprocess_is_still_listened_for_after_migration() -> None:
    """不中断的事件子流程正在办时迁移到前面多了元素的版本,同一消息仍能再次启动它。"""
    answer = start("w", event("message", "M"), isInterrupting="false") + user("x") + flow("w", "x")
    parts = (start(), user("u"), flow("start", "u"), node("subProcess", "v", answer, triggeredByEvent="true"))
    roots = '<message id="M" name="hello"/>'
    run = Run(*parts, roots=roots).start().deliver("message", "hello")
    drawn = diagram(node("exclusiveGateway", "first"), *parts, roots=roots)
    to = run.engine.load(Bundle(procedure="P", files={"P/P.bpmn": drawn}))
    run.step = run.engine.migrate(run.digest, run.step.state, to, case_id="c1", case={}, now=run.now)
    run.digest = to
    assert sorted(run.deliver("message", "hello").open) == ["u", "x", "x"]


def test_a_step_that_waited_for_data_begins_where_the_new_version_needs_none() -> None:
    """还在等资料、尚未开始的环节，迁移到不再需要该资料的版本后随即开始，其催办只生效一次。"""
    takes = (
        '<ioSpecification><dataInput id="in"/><inputSet><dataInputRefs>in</dataInputRefs></inputSet><outputSet/>'
        "</ioSpecification><dataInputAssociation><sourceRef>d</sourceRef><targetRef>in</targetRef></dataInputAssociation>"
    )
    makes = (
        '<ioSpecification><dataOutput id="o"/><inputSet/><outputSet/></ioSpecification>'
        "<dataOutputAssociation><sourceRef>o</sourceRef><targetRef>d</targetRef></dataOutputAssociation>"
    )
    rest = (
        start(), node("parallelGateway", "g"), '<dataObject id="d"/>', user("v", makes), flow("start", "g", "u"),
        flow("g", "v"),
    )  # fmt: skip
    run = Run(*rest, user("u", takes)).start()
    assert run.open == ["v"]
    late = boundary("r", "u", timer("timeCycle", "R/P1D"), interrupting=False)
    to = newer(run, *rest, user("u"), late, user("told"), flow("r", "told"))
    run.step = run.engine.migrate(run.digest, run.step.state, to, case_id="c1", case={}, now=run.now)
    assert (sorted(run.open), [each.element for each in run.step.timers]) == (["u", "v"], ["r"])


def test_a_case_whose_step_is_gone_stays_on_its_version() -> None:
    """新版本没有当前步骤时,不迁移并指明步骤。"""
    run = Run(start(), user("u"), flow("start", "u")).start()
    to = newer(run, start(), user("other"), flow("start", "other"))
    with pytest.raises(CannotMigrate, match="u"):
        run.engine.migrate(run.digest, run.step.state, to, case_id="c1", case={}, now=NOW)


@settings(max_examples=60)
@given(st.integers(0, 10**9))
def test_wherever_a_case_is_sent_back_it_still_ends_with_nothing_doubled(seed: int) -> None:
    """随机流程中任意退回之后,案件仍能结束,同一任务不会同时出现两份。"""
    net = Net(Random(seed))  # noqa: S311 - not for secrets
    first, last = net.block(4)
    run = Run(start(), *net.parts, end(), flow("start", first), flow(last, "end")).start()
    single = {name for name in net.tasks if net.tasks.count(name) == 1}
    budget = 3
    for _ in range(400):
        if not run.step.tasks:
            break
        open_now = [task.element for task in run.step.tasks]
        assert all(open_now.count(name) == 1 for name in open_now if name in single)
        task = net.random.choice(run.step.tasks)
        if budget and net.random.random() < 0.3:
            budget -= 1
            try:
                back(run, task.id, net.random.choice(net.tasks))
            except CannotMove:
                continue
            continue
        run.step = run.engine.complete(
            run.digest, run.step.state, task.id, case_id="c1", case={}, now=run.now
        )
    assert run.step.status == "completed"
