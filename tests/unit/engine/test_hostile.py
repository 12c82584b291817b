"""Hostile diagrams: refused or stopped by budget, by name, without a side effect."""

from __future__ import annotations

import tracemalloc

import pytest

from tests.unit.engine.drawn import Run, diagram, end, flow, node, script, start, step, timer, user
from workflows.domain.procedure import Bundle
from workflows.engine import Engine
from workflows.errors import EngineBudgetExceeded, HeweiError, RefusedDiagram, RefusedXml

BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="P" name="&b;"/></definitions>'
)
XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
DEEP = b"<x>" * 500 + b"</x>" * 500
WIDE = b"<x>" + b"<y/>" * 30_000 + b"</x>"
INCLUDE = b'<x xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></x>'


@pytest.mark.parametrize(
    "data",
    [BOMB, XXE, DEEP, WIDE, INCLUDE, b"", b"no xml", b"<x", b"<\0x\0/\0>\0", b"<x/>" + b" " * 3_000_000,
     b'<?xml version="1.0" encoding="UTF-7"?><x/>', b'<?xml version="1.0" encoding="latin-1"?><x>\xe9</x>'],
)  # fmt: skip
def test_dangerous_files_are_refused_before_they_are_read(data: bytes) -> None:
    """危险的文件在读取之前即被拒绝。"""
    with pytest.raises(RefusedXml):
        Engine(None, secret=b"x").load(Bundle(procedure="P", files={"P.bpmn": data}))


def test_a_loop_without_a_way_out_is_stopped() -> None:
    """没有出口的循环会被停下,并指明元素。"""
    run = Run(start(), step("a"), script("b", "{n: 1}"), flow("start", "a", "b", "a"))
    with pytest.raises(EngineBudgetExceeded, match=r"at [ab] "):
        run.start()


def test_a_process_that_calls_itself_is_stopped() -> None:
    """自我调用的流程会被停下。"""
    run = Run(start(), node("callActivity", "c", calledElement="P"), end(), flow("start", "c", "end"))
    with pytest.raises(EngineBudgetExceeded):
        run.start()


def test_two_processes_that_call_each_other_are_stopped() -> None:
    """互相调用的流程会被停下。"""
    other = diagram(start(), node("callActivity", "c", calledElement="P"), flow("start", "c"), ident="Q")
    run = Run(
        start(), node("callActivity", "c", calledElement="Q"), flow("start", "c"), files={"Q/Q.bpmn": other}
    )
    with pytest.raises(EngineBudgetExceeded):
        run.start()


def test_a_fork_into_five_thousand_branches_is_refused() -> None:
    """五千路分支被拒绝。"""
    branches = [f"b{number}" for number in range(5_000)]
    with pytest.raises((RefusedDiagram, EngineBudgetExceeded)):
        Run(
            start(), node("parallelGateway", "g"), *(step(each) for each in branches), flow("start", "g"),
            *(flow("g", each) for each in branches),
        ).start()  # fmt: skip


@pytest.mark.slow
def test_tokens_that_multiply_without_end_are_stopped_in_little_memory() -> None:
    """不断倍增的令牌会被停下,内存占用有限。"""
    run = Run(start(), node("parallelGateway", "g"), step("a"), step("b"), flow("start", "g", "a", "g"),
              flow("g", "b", "g"))  # fmt: skip
    quick = Run(
        start(), node("exclusiveGateway", "m"), node("parallelGateway", "g"), step("a"), step("b"),
        flow("start", "m", "g", "a", "m"), flow("g", "b", "m"),
    )  # fmt: skip
    tracemalloc.start()
    with pytest.raises(EngineBudgetExceeded):
        quick.start()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50_000_000
    assert run.start().step.status == "stuck"


@pytest.mark.slow
def test_a_chain_of_three_thousand_elements_runs() -> None:
    """三千个元素的长链照常执行,不会递归溢出。"""
    chain = [f"a{number}" for number in range(3_000)]
    run = Run(start(), *(step(each) for each in chain), user("u"), flow("start", *chain, "u")).start()
    assert run.open == ["u"]


def test_subprocesses_nested_too_deeply_are_refused() -> None:
    """嵌套过深的子流程被拒绝。"""
    inner = user("u")
    for number in range(60):
        inner = node("subProcess", f"s{number}", inner)
    with pytest.raises(RefusedDiagram):
        Run(inner)


def test_a_timer_that_is_always_due_does_not_hold_the_engine() -> None:
    """循环回到已到期定时器的图会被停下。"""
    run = Run(
        start(), node("exclusiveGateway", "m"),
        node("intermediateCatchEvent", "t", timer("timeDate", "2020-01-01T00:00:00Z")), flow("start", "m", "t", "m"),
    )  # fmt: skip
    with pytest.raises(EngineBudgetExceeded):
        run.start()


@pytest.mark.parametrize("text", ["P999999999Y", "R/P0D", "9999-12-31T23:59:59Z", "P99999999999999999999D"])
def test_timers_beyond_all_bounds_are_refused_or_wait(text: str) -> None:
    """超出范围的定时器被拒绝,或安静等待。"""
    form = "timeCycle" if text.startswith("R") else "timeDate" if text.startswith("9") else "timeDuration"
    try:
        run = Run(start(), node("intermediateCatchEvent", "t", timer(form, text)), flow("start", "t")).start()
    except HeweiError:
        return
    assert len(run.step.timers) == 1


@pytest.mark.parametrize(
    "name", ["__builtins__", "__class__", "typename", "constructor", "case", "~", "'; DROP"]
)
def test_poisoned_names_are_plain_names(name: str) -> None:
    """特殊的字段名只是普通名字,不影响案件。"""
    run = Run(start(), user("u"), end(), flow("start", "u", "end")).start(**{name: {name: [1]}})
    assert run.do("u").step.facts[name] == {name: [1]}


def test_a_boundary_event_on_nothing_is_refused() -> None:
    """没有附着在任何活动上的边界事件被拒绝。"""
    with pytest.raises(RefusedDiagram, match="not attached"):
        Run(start(), user("u"), node("boundaryEvent", "b", timer("timeDuration", "PT1H")), flow("start", "u"))


def test_an_id_that_is_used_twice_is_refused() -> None:
    """重复的标识被拒绝。"""
    with pytest.raises(RefusedDiagram, match="twice"):
        Run(start(), user("u"), node("subProcess", "s", user("u")), flow("start", "u", "s"))
    with pytest.raises(RefusedDiagram, match="twice"):
        Run(start(), user("u"), end(), flow("start", "u", ident="f"), flow("u", "end", ident="f"))


def test_an_error_in_a_step_changes_nothing() -> None:
    """出错的步骤不改变案件,任务仍可再次办理。"""
    run = Run(
        start(), user("u"), script("s", "{n: n + 1, m: if n = 1 then [1][5].x else null}"),
        node("exclusiveGateway", "g"), end(), flow("start", "u", "s", "g"), flow("g", "end", when="n > 5"),
    ).start()  # fmt: skip
    before = run.step.state
    with pytest.raises(HeweiError):
        run.do("u", n=1)
    assert run.step.state == before
    assert run.do("u", n=5).step.status == "completed"
