"""Expressions in the spellings of other tools, where only one meaning is possible."""

from __future__ import annotations

import re

import pytest

from tests.unit.engine.drawn import Run, end, flow, node, script, start, step, timer, user
from workflows.engine.spelling import plain_feel
from workflows.errors import ExpressionFailed, RefusedDiagram


@pytest.mark.parametrize(
    "condition",
    [
        "x > 5", "${x > 5}", "#{x > 5}", "= x > 5", "=x > 5", "x == 6", "${x == 6}", "x != 7", "x > 5 && y",
        "x > 9 || y", "${x > 5 and y}", "${kind == 'a'}", 'kind == "a"', "not(x > 9)", "!z", "z == False",
        "nothing == None", "x % 4 == 2", '${kind.contains("a")}', "kind.equals('a')", "x in [5..7]",
    ],
)  # fmt: skip
def test_a_condition_may_be_spelled_as_other_tools_do(condition: str) -> None:
    """其他工具常见的条件写法也能读懂。"""
    run = Run(
        start(), node("exclusiveGateway", "g", default="no"), user("yes"), end(),
        flow("start", "g"), flow("g", "yes", when=condition), flow("g", "end", ident="no"),
    ).start(x=6, y=True, z=False, kind="a", nothing=None)  # fmt: skip
    assert run.open == ["yes"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('a == "b == c && d"', 'a = "b == c && d"'),
        ("= 1", "1"),
        ("'it''s'", '"it""s"'),
        ("x >= 1 and x <= 2", "x >= 1 and x <= 2"),
    ],
)
def test_texts_inside_an_expression_are_left_alone(written: str, read: str) -> None:
    """引号内的文字不作改动。"""
    assert plain_feel(written) == read


@pytest.mark.parametrize(
    ("text", "language", "facts"),
    [
        ("{n: n + 1}", "feel", {"n": 2}),
        ("n = n + 1", "python", {"n": 2}),
        ("n = n + 1\nm = n * 2;", "javascript", {"n": 2, "m": 4}),
        ("", "groovy", {"n": 1}),
    ],
)
def test_a_script_is_feel_or_plain_assignments(text: str, language: str, facts: dict[str, int]) -> None:
    """脚本为 FEEL 上下文,或逐行赋值。"""
    drawn = script("s", text).replace('scriptFormat="feel"', f'scriptFormat="{language}"')
    assert Run(start(), drawn, end(), flow("start", "s", "end")).start(n=1).step.facts == facts


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "print('x')\nx = 1",
        "__import__('os').system('id')",
        "for i in range(9): pass",
        "x = lambda: 1",
    ],
)
def test_python_in_a_diagram_is_refused_at_publishing(text: str) -> None:
    """图中的 Python 程序在发布时被拒绝。"""
    drawn = script("s", text).replace('scriptFormat="feel"', 'scriptFormat="python"')
    with pytest.raises(RefusedDiagram, match="s "):
        Run(start(), drawn, end(), flow("start", "s", "end"))


def test_an_expression_that_is_none_is_refused_with_element_and_line() -> None:
    """写错的表达式在发布时指出元素和行号。"""
    with pytest.raises(RefusedDiagram, match=r"g \(P/P.bpmn line 1\)"):
        Run(
            start(),
            node("exclusiveGateway", "g"),
            step("a"),
            flow("start", "g"),
            flow("g", "a", when="x >> 5"),
        )


def test_expressions_reach_nothing_but_facts_and_case() -> None:
    """表达式只能看到事实和案件,碰不到主机。"""
    run = Run(
        start(), node("exclusiveGateway", "g", default="no"), user("yes"), end(), flow("start", "g"),
        flow("g", "yes", when="case.__class__.__base__ != null"), flow("g", "end", ident="no"),
    ).start()  # fmt: skip
    assert run.open == []


def test_an_expression_that_works_too_long_is_stopped() -> None:
    """过于耗时的表达式会被停下并指明元素。"""
    heavy = "count(for a in 1..9999, b in 1..9999 return a * b) > 1"
    run = Run(
        start(), node("exclusiveGateway", "g"), step("a"), flow("start", "g"), flow("g", "a", when=heavy)
    )
    with pytest.raises(ExpressionFailed, match="g"):
        run.start()


def test_a_flow_without_an_id_leads_on_like_any_other() -> None:
    """没有 id 的顺序流照常走通：BPMN 允许省略。"""
    drawn = [re.sub(r' id="flow\d+"', "", flow(*ends)) for ends in (("start", "a", "b", "end"), ("a", "c"))]
    run = Run(start(), user("a"), user("b"), user("c"), end(), *drawn).start()
    assert sorted(run.do("a").open) == ["b", "c"]


@pytest.mark.parametrize(("word", "left"), [("1", []), ("true", []), ("0", ["a"]), ("false", ["a"])])
def test_one_and_zero_say_yes_and_no_as_well(word: str, left: list[str]) -> None:
    """布尔属性写 1、0 与写 true、false 含义相同。"""
    run = Run(
        start(), user("a"), end(), user("late"), flow("start", "a", "end"), flow("t", "late"),
        node("boundaryEvent", "t", timer("timeDuration", "P1D"), attachedToRef="a", cancelActivity=word),
    ).start()  # fmt: skip
    run.wait(days=2)
    assert sorted(run.open) == [*left, "late"]


def test_a_prefixed_reference_names_the_same_element() -> None:
    """带前缀的引用指的是同一个元素。"""
    run = Run(
        start(), user("a"), end(), user("late"), flow("start", "a", "end"), flow("t", "late"),
        node("boundaryEvent", "t", timer("timeDuration", "P1D"), attachedToRef="tns:a", cancelActivity="false"),
    ).start()  # fmt: skip
    run.wait(days=2)
    assert sorted(run.open) == ["a", "late"]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("${" + "a." * 9_000 + "}", "a." * 9_000),
        ("a" + " " * 19_000 + "b", "a b"),
        ("x" * 30_000 + " == 1", "x" * 30_000 + " == 1"),
    ],
    ids=["one long word", "much space", "too long"],
)
def test_long_nonsense_is_read_in_one_go(source: str, read: str) -> None:
    """很长的无意义文字也只读一遍：空白并为一个，过长的原样交回，由长度检查拒绝。"""
    assert plain_feel(source) == read
