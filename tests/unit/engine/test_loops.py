"""Loops and multi-instance activities, joint and single signing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.unit.engine.drawn import Run, boundary, diagram, end, event, flow, node, start, step, timer, user
from workflows.errors import EngineBudgetExceeded, ExpressionFailed


def many(inner: str, *, sequential: bool = False, **attributes: str) -> str:
    """Return multi-instance characteristics."""
    flag = ' isSequential="true"' if sequential else ""
    more = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<multiInstanceLoopCharacteristics{flag}{more}>{inner}</multiInstanceLoopCharacteristics>"


OVER = '<loopDataInputRef>case.parties</loopDataInputRef><inputDataItem id="party" name="party"/>'
OUT = '<loopDataOutputRef>answers</loopDataOutputRef><outputDataItem id="answer" name="answer"/>'
PARTIES = {"parties": ["甲", "乙", "丙"]}


def test_each_item_of_a_collection_gets_its_own_task() -> None:
    """集合中每一项各有一个任务,并带着该项。"""
    run = Run(start(), user("u", many(OVER)), end(), flow("start", "u", "end"), case=PARTIES).start()
    assert [task.item for task in run.step.tasks] == ["甲", "乙", "丙"]
    for _ in range(3):
        run.do("u")
    assert (run.step.status, run.passed.count("u")) == ("completed", 3)


def test_answers_are_collected_in_the_order_of_the_items() -> None:
    """各项结果按集合顺序汇总,与完成先后无关。"""
    run = Run(start(), user("u", many(OVER + OUT)), user("v"), flow("start", "u", "v"), case=PARTIES).start()
    for item in ("丙", "甲", "乙"):
        task = next(each for each in run.step.tasks if each.item == item)
        run.step = run.engine.complete(
            run.digest,
            run.step.state,
            task.id,
            case_id="c1",
            case=PARTIES,
            now=run.now,
            facts={"answer": f"{item}同意"},
        )
    assert run.step.facts == {"answers": ["甲同意", "乙同意", "丙同意"]}


def test_facts_of_one_instance_are_not_seen_by_another() -> None:
    """一个实例写入的事实不影响其他实例。"""
    inner = start("is") + user("a") + node("exclusiveGateway", "x", default="no") + user("yes") + user("nay")
    inner += flow("is", "a", "x") + flow("x", "yes", when="mine = true") + flow("x", "nay", ident="no")
    run = Run(start(), node("subProcess", "s", many(OVER) + inner), flow("start", "s"), case=PARTIES).start()
    run.do("a", mine=True)
    run.do("a")
    assert run.open == ["a", "yes", "nay"] or sorted(run.open) == ["a", "nay", "yes"]


def test_one_by_one_opens_the_next_only_after_the_last() -> None:
    """顺序多实例逐个进行。"""
    run = Run(
        start(), user("u", many(OVER, sequential=True)), end(), flow("start", "u", "end"), case=PARTIES
    ).start()
    seen = []
    while run.step.tasks:
        assert len(run.step.tasks) == 1
        seen.append(run.step.tasks[0].item)
        run.do("u")
    assert seen == ["甲", "乙", "丙"]
    assert run.step.status == "completed"


def test_the_completion_condition_ends_the_others() -> None:
    """或签:满足完成条件后,其余任务取消。"""
    condition = (
        "<completionCondition>numberOfCompletedInstances / numberOfInstances &gt;= 0.5</completionCondition>"
    )
    run = Run(
        start(), user("u", many(OVER + condition)), user("v"), flow("start", "u", "v"), case=PARTIES
    ).start()
    assert run.do("u").open == ["u", "u"]
    assert run.do("u").open == ["v"]


def test_an_empty_collection_is_passed_at_once() -> None:
    """空集合直接通过。"""
    run = Run(
        start(), user("u", many(OVER + OUT)), user("v"), flow("start", "u", "v"), case={"parties": []}
    ).start()
    assert (run.open, run.step.facts) == (["v"], {"answers": []})


@pytest.mark.parametrize("count", ["3", "case.n", "1 + 2"])
def test_the_number_of_instances_is_an_expression(count: str) -> None:
    """实例个数可用表达式给出。"""
    inner = many(f"<loopCardinality>{count}</loopCardinality>")
    run = Run(start(), step("a", inner), end(), flow("start", "a", "end"), case={"n": Decimal(3)}).start()
    assert (run.passed.count("a"), run.step.status) == (3, "completed")


def test_a_number_that_is_none_is_refused_by_name() -> None:
    """实例个数不是整数时报错并指明元素。"""
    inner = many("<loopCardinality>case.nothing</loopCardinality>")
    with pytest.raises(ExpressionFailed, match="a runs"):
        Run(start(), step("a", inner), flow("start", "a")).start()


@pytest.mark.parametrize("count", ["1000000000", "10**9", "5000"])
def test_a_thousand_million_instances_are_stopped(count: str) -> None:
    """十亿个实例会被立即拦下,不占用内存。"""
    inner = many(f"<loopCardinality>{count}</loopCardinality>")
    with pytest.raises(EngineBudgetExceeded):
        Run(start(), step("a", inner), flow("start", "a")).start()


def test_a_boundary_timer_interrupts_all_instances() -> None:
    """多实例上的边界定时器中断全部实例。"""
    run = Run(
        start(), user("u", many(OVER)), boundary("t", "u", timer("timeDuration", "P7D")), user("v"),
        flow("start", "u"), flow("t", "v"), case=PARTIES,
    ).start()  # fmt: skip
    run.do("u")
    assert run.wait(days=7).open == ["v"]


def test_a_standard_loop_runs_while_its_condition_holds() -> None:
    """循环任务在条件成立时继续。"""
    loop = "<standardLoopCharacteristics><loopCondition>again</loopCondition></standardLoopCharacteristics>"
    run = Run(start(), user("u", loop), end(), flow("start", "u", "end")).start()
    assert run.do("u", again=True).open == ["u"]
    assert run.do("u", again=False).step.status == "completed"


@pytest.mark.parametrize(
    ("attributes", "condition", "times"),
    [
        ('loopMaximum="3"', "true", 3),
        ('testBefore="true"', "false", 0),
        ("", "false", 1),
        ('loopMaximum="2"', "", 2),
    ],
)
def test_a_standard_loop_knows_its_maximum_and_when_to_test(
    attributes: str, condition: str, times: int
) -> None:
    """循环的次数上限和先判断后执行均按图执行。"""
    inner = f"<loopCondition>{condition}</loopCondition>" if condition else ""
    loop = f"<standardLoopCharacteristics {attributes}>{inner}</standardLoopCharacteristics>"
    run = Run(start(), step("a", loop), end(), flow("start", "a", "end")).start()
    assert (run.passed.count("a"), run.step.status) == (times, "completed")


def test_a_called_process_runs_once_for_each_item() -> None:
    """被调用流程可按集合逐项运行,结果分别收集。"""
    called = diagram(start(), user("q"), flow("start", "q"), ident="Q")
    run = Run(
        start(), node("callActivity", "c", many(OVER + OUT), calledElement="Q"), user("v"), flow("start", "c", "v"),
        files={"Q/Q.bpmn": called}, case={"parties": ["甲", "乙"]},
    ).start()  # fmt: skip
    assert [task.item for task in run.step.tasks] == ["甲", "乙"]
    run.do("q", answer=1)
    assert run.do("q", answer=2).step.facts == {"answers": [1, 2]}


def test_an_instance_can_throw_when_it_ends() -> None:
    """多实例的 behavior 为 None 时,每个实例完成都抛出事件。"""
    signal = '<signal id="S" name="one"/><signalEventDefinition id="SD" signalRef="S"/>'
    inner = many("<loopCardinality>3</loopCardinality>", behavior="None", noneBehaviorEventRef="SD")
    run = Run(
        start(), step("a", inner), boundary("b", "a", event("signal", "S"), interrupting=False), step("seen"), end(),
        flow("start", "a", "end"), flow("b", "seen"), roots=signal,
    ).start()  # fmt: skip
    assert run.passed.count("seen") == 3
