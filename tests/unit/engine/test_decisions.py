"""Decisions: every hit policy with its check, requirement graphs, functions, boxed expressions."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

import pytest

from tests.unit.engine.drawn import Run, end, flow, node, start, user
from workflows.domain.step import Decision, NullNote
from workflows.engine import Engine
from workflows.engine.dmn.evaluate import Asking, decide
from workflows.engine.dmn.read import read_model
from workflows.errors import DecisionFailed, FeelBudgetExceeded, RefusedDiagram, RefusedTable, RefusedXml

DMN = 'xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"'


def table(
    policy: str, inputs: list[str], outputs: list[str], *rows: tuple[list[str], list[str]], more: str = ""
) -> str:
    """Return a decision table; an output may be written as `name` or `name|allowed values|default`."""
    drawn = "".join(f'<input id="i{n}"><inputExpression><text>{escape(each)}</text></inputExpression></input>'
                    for n, each in enumerate(inputs))  # fmt: skip
    for each in outputs:
        name, allowed, default = [*each.split("|"), "", ""][:3]
        inner = f"<outputValues><text>{escape(allowed)}</text></outputValues>" if allowed else ""
        inner += f"<defaultOutputEntry><text>{escape(default)}</text></defaultOutputEntry>" if default else ""
        drawn += f'<output name="{name}">{inner}</output>'
    for number, (tests, answers) in enumerate(rows, start=1):
        cells = "".join(f"<inputEntry><text>{escape(cell)}</text></inputEntry>" for cell in tests)
        cells += "".join(f"<outputEntry><text>{escape(cell)}</text></outputEntry>" for cell in answers)
        drawn += f'<rule id="r{number}">{cells}</rule>'
    return f'<decisionTable hitPolicy="{policy}"{more}>{drawn}</decisionTable>'


def model(*decisions: str) -> bytes:
    """Return a decision model."""
    return f'<definitions {DMN} id="m" name="m" namespace="t">{"".join(decisions)}</definitions>'.encode()


def decision(ident: str, logic: str, *requires: str) -> str:
    """Return a decision; a requirement is `d:id` or `k:id`."""
    drawn = ""
    for each in requires:
        kind, _, ref = each.partition(":")
        tag, inner = ("informationRequirement", "requiredDecision") if kind == "d" else (
            "knowledgeRequirement", "requiredKnowledge")  # fmt: skip
        drawn += f'<{tag}><{inner} href="#{ref}"/></{tag}>'
    return f'<decision id="{ident}" name="{ident}"><variable name="{ident}"/>{drawn}{logic}</decision>'


def ask(logic: str, **inputs: object) -> Decision:
    """Ask one table."""
    return Engine(None, secret=b"x").decide(model(decision("d", logic)), inputs)


AGES = (["< 18"], ['"minor"']), (["[18..60)"], ['"adult"']), ([">= 60"], ['"senior"'])


@pytest.mark.parametrize(
    ("age", "group", "row"), [(17, "minor", "r1"), (18, "adult", "r2"), (60, "senior", "r3")]
)
def test_a_unique_table_answers_with_the_one_row_that_matches(age: int, group: str, row: str) -> None:
    """唯一命中的表给出那一行的结果和行号。"""
    answer = ask(table("UNIQUE", ["age"], ["group"], *AGES), age=age)
    assert (answer.outputs, answer.rows) == ({"group": group}, (row,))


def test_unique_is_really_unique() -> None:
    """唯一策略下多行命中会报错并指明各行。"""
    with pytest.raises(DecisionFailed, match="r1, r2"):
        ask(table("UNIQUE", ["x"], ["y"], (["> 1"], ["1"]), (["> 2"], ["2"])), x=3)


def test_a_table_asked_again_looks_at_what_is_known_now() -> None:
    """同一张表再次提问：单元格引用其他事实的，按当时的事实回答；只看本列的，布尔值与数字不混淆。"""
    beside = table("UNIQUE", ["x"], ["y"], (["> limit"], ['"over"']), (["<= limit"], ['"under"']))
    alone = table("FIRST", ["x"], ["y"], (["1"], ['"one"']), (["true"], ['"yes"']), (["> 2"], ['"more"']))
    known = read_model(model(decision("beside", beside), decision("alone", alone)), "t.dmn")

    def asked(name: str, **facts: object) -> object:
        return decide(Asking(known, None, {}), name, facts)[0]

    def told() -> list[NullNote]:
        asking = Asking(known, None, {}, notes=[])
        decide(asking, "alone", {"x": "text"})  # no text is more than two
        return asking.notes or []

    assert [asked("beside", x=3, limit=each) for each in (2, 4, 2)] == ["over", "under", "over"]
    assert [asked("alone", x=each) for each in (1, True, 1)] == ["one", "yes", "one"]
    assert [told(), told()] == [told()] * 2 != [[], []]


TWO = (["> 1"], ['"b"']), (["> 2"], ['"a"']), (["> 9"], ['"c"'])


@pytest.mark.parametrize(
    ("policy", "outputs", "rows"),
    [
        ("FIRST", "b", ("r1",)),
        ("PRIORITY", "a", ("r2",)),
        ("COLLECT", ["b", "a"], ("r1", "r2")),
        ("RULE ORDER", ["b", "a"], ("r1", "r2")),
        ("OUTPUT ORDER", ["a", "b"], ("r2", "r1")),
    ],
)
def test_the_hit_policy_decides_among_several_rows(
    policy: str, outputs: object, rows: tuple[str, ...]
) -> None:
    """多行命中时由命中规则决定结果。"""
    answer = ask(table(policy, ["x"], ['y|"a","b","c"'], *TWO), x=3)
    assert (answer.outputs, answer.rows) == ({"y": outputs}, rows)


def test_any_accepts_several_rows_only_if_they_agree() -> None:
    """任意策略要求命中各行结果一致。"""
    agreed = ask(table("ANY", ["x"], ["y"], (["> 1"], ["1"]), (["> 2"], ["1"])), x=3)
    assert agreed.outputs == {"y": 1}
    with pytest.raises(DecisionFailed):
        ask(table("ANY", ["x"], ["y"], (["> 1"], ["1"]), (["> 2"], ["2"])), x=3)


@pytest.mark.parametrize(("how", "value"), [("SUM", 6), ("MIN", 1), ("MAX", 3), ("COUNT", 3)])
def test_collected_numbers_are_added_up_as_asked(how: str, value: int) -> None:
    """汇总策略按要求求和、取最小、最大或计数。"""
    rows = [(["-"], [str(number)]) for number in (1, 2, 3)]
    assert ask(table("COLLECT", ["x"], ["y"], *rows, more=f' aggregation="{how}"'), x=0).outputs == {
        "y": value
    }


def test_without_a_row_the_default_answers_or_nothing_does() -> None:
    """无行命中时给出默认结果,没有默认则为空。"""
    assert ask(table("UNIQUE", ["x"], ["y"], (["1"], ["1"])), x=2).outputs == {"y": None}
    assert ask(table("UNIQUE", ["x"], ["y||7"], (["1"], ["1"])), x=2).outputs == {"y": 7}


def test_cells_are_feel_and_see_the_other_inputs() -> None:
    """单元格是 FEEL,可以引用其他输入。"""
    rows = (['not("a","b")', "> limit"], ["amount - limit"]), (["-", "-"], ["0"])
    answer = ask(table("FIRST", ["kind", "amount"], ["over"], *rows), kind="c", amount=12, limit=10)
    assert answer.outputs == {"over": 2}


def test_a_decision_first_asks_what_it_requires() -> None:
    """决策先求得其所依赖的决策。"""
    inner = decision(
        "tier", table("UNIQUE", ["amount"], ["t"], (["< 10"], ['"low"']), ([">= 10"], ['"high"']))
    )
    outer = decision(
        "fee", '<literalExpression><text>if tier = "high" then 5 else 1</text></literalExpression>', "d:tier"
    )
    assert Engine(None, secret=b"x").decide(model(inner, outer), {"amount": 11}).outputs == 5


def test_a_business_knowledge_model_is_a_function_and_can_be_invoked() -> None:
    """业务知识模型是函数,可在表达式和调用框中使用。"""
    bkm = (
        '<businessKnowledgeModel id="double" name="double"><variable name="double"/><encapsulatedLogic>'
        '<formalParameter name="n"/><literalExpression><text>n * 2</text></literalExpression>'
        "</encapsulatedLogic></businessKnowledgeModel>"
    )
    by_text = decision("a", "<literalExpression><text>double(x) + 1</text></literalExpression>", "k:double")
    box = (
        "<invocation><literalExpression><text>double</text></literalExpression><binding>"
        '<parameter name="n"/><literalExpression><text>x</text></literalExpression></binding></invocation>'
    )
    engine = Engine(None, secret=b"x")
    assert engine.decide(model(bkm, by_text), {"x": 3}).outputs == 7
    assert engine.decide(model(bkm, decision("b", box, "k:double")), {"x": 3}).outputs == 6


def test_boxed_contexts_lists_and_relations_answer() -> None:
    """上下文框、列表框和关系框均可求值。"""

    def literal(text: str) -> str:
        return f"<literalExpression><text>{text}</text></literalExpression>"

    context = (
        f'<context><contextEntry><variable name="a"/>{literal("x + 1")}</contextEntry>'
        f'<contextEntry><variable name="b"/><list>{literal("a")}{literal("a * 2")}</list></contextEntry></context>'
    )
    assert ask(context, x=1).outputs == {"a": 2, "b": [2, 4]}
    relation = f'<relation><column name="n"/><row>{literal("1")}</row><row>{literal("x")}</row></relation>'
    assert ask(relation, x=5).outputs == [{"n": 1}, {"n": 5}]


def test_decisions_that_require_each_other_are_refused() -> None:
    """互相依赖的决策报错,不会无限循环。"""
    ring = model(
        decision("a", "<literalExpression><text>b</text></literalExpression>", "d:b"),
        decision("b", "<literalExpression><text>a</text></literalExpression>", "d:a"),
    )
    with pytest.raises(DecisionFailed):
        Engine(None, secret=b"x").decide(ring, {}, decision="a")


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        (b"<x/>", RefusedTable),
        (b"<!DOCTYPE x><x/>", RefusedXml),
        (model(decision("d", table("BEST", ["x"], ["y"]))), RefusedTable),
        (model(decision("d", table("UNIQUE", ["x"], ["y"], (["1", "2"], ["1"])))), RefusedTable),
    ],
)
def test_a_file_that_is_no_table_is_refused(broken: bytes, error: type[Exception]) -> None:
    """不是决策表的文件被拒绝。"""
    with pytest.raises(error):
        Engine(None, secret=b"x").decide(broken, {})


def rule_task(**attributes: str) -> str:
    """Return a business rule task that asks the decision d."""
    inner = "<extensionElements><spiffworkflow:calledDecisionId>d</spiffworkflow:calledDecisionId></extensionElements>"
    return node("businessRuleTask", "r", inner, **attributes)


def asked(case: Mapping[str, object]) -> Run:
    """Return a run whose gateway follows the table's answer."""
    tables = {"P/d.dmn": model(decision("d", table("UNIQUE", ["case.age"], ["group"], *AGES)))}
    return Run(
        start(), rule_task(), node("exclusiveGateway", "x", default="no"), user("court"), end(),
        flow("start", "r", "x"), flow("x", "court", when='group = "adult"'), flow("x", "end", ident="no"),
        files=tables, case=case,
    )  # fmt: skip


def test_a_table_in_a_diagram_writes_facts_and_tells_which_row_answered() -> None:
    """流程中的决策表写入路由事实,并记录命中的行。"""
    run = asked({"age": 30}).start()
    assert (run.open, run.step.facts) == (["court"], {"group": "adult"})
    answer = run.step.decisions[0]
    assert (answer.table, answer.element, answer.rows, answer.outputs) == (
        "d",
        "r",
        ("r2",),
        {"group": "adult"},
    )
    assert asked({"age": 3}).start().step.status == "completed"


def test_a_table_that_does_not_travel_along_is_refused() -> None:
    """引用不存在的决策表在发布时被拒绝。"""
    with pytest.raises(RefusedDiagram, match="'d'"):
        Run(start(), rule_task(), flow("start", "r"))


def text(feel: object) -> str:
    """Return a literal expression."""
    return f"<literalExpression><text>{escape(str(feel))}</text></literalExpression>"


def boxed(kind: str, variable: str, over: str, last: str, body: str) -> str:
    """Return a boxed iterator or filter; *last* is the name of its second part."""
    named = f' iteratorVariable="{variable}"' if variable else ""
    return f"<{kind}{named}><in>{text(over)}</in><{last}>{text(body)}</{last}></{kind}>"


@pytest.mark.parametrize(
    ("logic", "answer"),
    [
        (boxed("filter", "", "[1, 2, 3, 4]", "match", "item > 2"), [3, 4]),
        (boxed("filter", "", "[{a: 1}, {a: 2}]", "match", "a = 2"), [{"a": 2}]),
        (boxed("for", "i", "[1..3]", "return", "i * 2"), [2, 4, 6]),
        (boxed("for", "i", "[5, 6]", "return", "count(partial)"), [0, 1]),
        (boxed("some", "i", "[1, 3]", "satisfies", "i > 2"), True),
        (boxed("every", "i", "[1, 3]", "satisfies", "i > 2"), False),
    ],
)
def test_boxed_iterators_and_filters(logic: str, answer: object) -> None:
    """方框式的循环、筛选、存在与全称表达式（DMN 1.4 起）照常计算。"""
    assert ask(logic).outputs == answer


@pytest.mark.parametrize(
    "logic",
    [
        boxed("filter", "", "[1, 2]", "match", '"yes"'),
        boxed("some", "i", "[1, 2]", "satisfies", 'if i = 1 then true else "yes"'),
        boxed("every", "i", "[1, 2]", "satisfies", "i"),
        f"<conditional><if>{text(1)}</if><then>{text(2)}</then><else>{text(3)}</else></conditional>",
    ],
    ids=["filter", "some", "every", "conditional"],
)
def test_a_boxed_condition_that_is_no_truth_value_answers_nothing(logic: str) -> None:
    """方框式表达式的条件不是真假值时，结果为空。"""
    assert ask(logic).outputs is None


def test_a_name_with_an_apostrophe() -> None:
    """名称中可以有撇号，例如 party's age。"""
    assert ask(text("party's age + 1 - party's age"), **{"party's age": 20}).outputs == 1


def test_an_unknown_expression_is_refused() -> None:
    """看不懂的表达式在读取时拒绝，不会悄悄变成空值。"""
    with pytest.raises(RefusedTable, match="magic"):
        ask('<context><contextEntry><variable name="a"/><magic/></contextEntry></context>')


SERVICE = (
    '<decisionService id="S" name="S"><variable name="S"/><outputDecision href="#whole"/>'
    '<encapsulatedDecision href="#double"/><inputDecision href="#fee"/><inputData href="#sum"/></decisionService>'
    '<inputData id="sum" name="amount"><variable name="amount"/></inputData>'
)


@pytest.mark.parametrize(
    ("wanted", "inputs", "answer"),
    [
        ("asks", {}, 110),
        ("S", {"amount": 4, "fee": 1}, 9),
        ("asks", {"amount": 999}, 110),
        ("wrongly", {"amount": 999}, None),
    ],
    ids=["as a function", "asked itself", "sees its arguments only", "with one argument too few"],
)
def test_a_decision_service(wanted: str, inputs: Mapping[str, object], answer: int | None) -> None:
    """决策服务可像函数一样调用，也可直接询问；它只看得见传入的参数，参数不齐则为空。"""
    drawn = model(
        decision("fee", text(1)), decision("double", text("amount * 2")),
        decision("whole", text("double + fee"), "d:double", "d:fee"), SERVICE,
        decision("asks", text("S(5, 100)"), "k:S"), decision("wrongly", text("S(5)"), "k:S"),
    )  # fmt: skip
    assert Engine(None, secret=b"x").decide(drawn, inputs, decision=wanted).outputs == answer


def test_a_decision_service_without_its_decisions_is_refused() -> None:
    """决策服务所指的决策不存在时，读取时即拒绝。"""
    with pytest.raises(RefusedTable, match="without its decisions"):
        Engine(None, secret=b"x").decide(model(decision("d", text(1)), SERVICE), {})


def test_a_function_that_calls_itself() -> None:
    """业务知识模型可以调用自身。"""
    factorial = (
        '<businessKnowledgeModel id="F" name="F"><variable name="F"/><encapsulatedLogic><formalParameter name="n"/>'
        f"{text('if n = 0 then 1 else n * F(n - 1)')}</encapsulatedLogic></businessKnowledgeModel>"
    )
    drawn = model(factorial, decision("d", text("F(5)"), "k:F"))
    assert Engine(None, secret=b"x").decide(drawn, {}).outputs == 120


def test_the_work_of_one_question_is_bounded_as_a_whole() -> None:
    """一次提问的全部计算共有一个上限：分叉递归和逐项检验都会按名停下，不会没完没了。"""
    fibonacci = (
        '<businessKnowledgeModel id="F" name="F"><variable name="F"/><encapsulatedLogic><formalParameter name="n"/>'
        f"{text('if n < 2 then 1 else F(n - 1) + F(n - 2)')}</encapsulatedLogic></businessKnowledgeModel>"
    )
    with pytest.raises(DecisionFailed, match="in all"):
        Engine(None, secret=b"x").decide(model(fibonacci, decision("d", text("F(30)"), "k:F")), {})
    tested = '<itemDefinition name="t" isCollection="true"><typeRef>string</typeRef><allowedValues><text>'
    tested += 'matches(?, "(a|aa)*b")</text></allowedValues></itemDefinition>'
    typed = '<decision id="d" name="d"><variable name="d" typeRef="t"/>' + text(
        f'for i in 1..2000 return "{"a" * 300}"'
    )
    with pytest.raises(FeelBudgetExceeded, match="in all"):
        Engine(None, secret=b"x").decide(model(tested, typed + "</decision>"), {})


def test_notes_tell_once_why_something_is_null() -> None:
    """Whoever asks for notes learns in which decision, at which expression and for what reason there is null."""
    rows = (["< 5"], ['"a"']), (["< 5"], ['"b"']), (["-"], ["date(day)"])
    data = model(decision("d", table("FIRST", ["amount"], ["out"], *rows)))
    notes: list[NullNote] = []
    answer = Engine(None, secret=b"x").decide(data, {"amount": None, "day": "2026-02-30"}, notes=notes)
    assert answer.outputs == {"out": None}
    assert [(note.decision, note.text) for note in notes] == [("d", "< 5"), ("d", "date(day)")]
    assert "不能比较" in notes[0].zh
