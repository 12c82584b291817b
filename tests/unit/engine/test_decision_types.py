"""The types that a decision model declares hold for what it is asked with and for what it answers."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from tests.unit.engine.test_decisions import DMN, table
from workflows.domain.step import NullNote
from workflows.engine import Engine

ITEMS = """
<itemDefinition name="tText"><typeRef>string</typeRef></itemDefinition>
<itemDefinition name="tTexts" isCollection="true"><typeRef>string</typeRef></itemDefinition>
<itemDefinition name="tColour"><typeRef>string</typeRef>
  <allowedValues><text>"red", "green"</text></allowedValues></itemDefinition>
<itemDefinition name="tColours" isCollection="true"><typeRef>tColour</typeRef></itemDefinition>
<itemDefinition name="tTwo" isCollection="true"><typeRef>number</typeRef>
  <typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>
<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
  <itemComponent name="born"><typeRef>date</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tRing"><typeRef>tRing</typeRef></itemDefinition>
<itemDefinition name="tRule"><functionItem outputTypeRef="number"/></itemDefinition>
<itemDefinition name="tShade"><typeRef>tColour</typeRef><allowedValues><text>"light", "dark"</text></allowedValues>
</itemDefinition>
<itemDefinition name="tDyer"><functionItem outputTypeRef="tColour"><parameters name="x" typeRef="tColour"/>
</functionItem></itemDefinition>
<itemDefinition name="tMany"><functionItem outputTypeRef="tNumbers"/></itemDefinition>
<itemDefinition name="tNumbers" isCollection="true"><typeRef>number</typeRef></itemDefinition>
"""


def model(body: str) -> bytes:
    """Return a decision model with the items above."""
    return f'<definitions {DMN} id="m" name="m" namespace="t">{ITEMS}{body}</definitions>'.encode()


def literal(text: str, kind: str, *, given: str = "") -> bytes:
    """Return a model whose decision d of this type is one expression over the input x of the type *given*."""
    asked = f'<inputData id="i" name="x"><variable name="x" typeRef="{given}"/></inputData>' if given else ""
    needs = '<informationRequirement><requiredInput href="#i"/></informationRequirement>' if given else ""
    return model(
        f'{asked}<decision id="d" name="d"><variable name="d" typeRef="{kind}"/>{needs}'
        f"<literalExpression><text>{text}</text></literalExpression></decision>"
    )


def answered(data: bytes, **inputs: object) -> object:
    """Return what the decision answers."""
    return Engine(None, secret=b"x").decide(data, inputs, decision="d").outputs


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("1", "number", 1),
        ("1", "feel:number", 1),
        ("1", "string", None),
        ("[1]", "number", 1),
        ("[1, 2]", "number", None),
        ("1", "Any", 1),
        ("1", "unheard of", 1),
        ('"a" instance of tText', "boolean", True),
        ('"blue" instance of tColour', "boolean", True),
        ('["a", 1] instance of tTexts', "boolean", False),
        ('{name: "甲", born: date("2000-01-01")} instance of tPerson', "boolean", True),
        ('{name: "甲"} instance of tPerson', "boolean", False),
        ("(function(texts: tTexts) count(texts))(1)", "number", None),
        ("(function(x) x) instance of tRule", "boolean", True),
        ('(function(c: tColour) c)("red")', "string", "red"),
        ('(function(c: tColour) c)("blue")', "string", None),
        ('(function(c: tColours) c[1])(["red", "blue"])', "string", None),
        ('(function(c: tColours) c[1])(["red", "green"])', "string", "red"),
        ("(function(n: tTwo) n[1])([1, 2])", "number", 1),
        ("(function(n: tTwo) n[1])([1, 2, 3])", "number", None),
        ('["blue"] instance of tColours', "boolean", True),
        ('"a"', "tText", "a"),
        ('"a"', "tTexts", ["a"]),
        ('["a", "b"]', "tTexts", ["a", "b"]),
        ('["a", 2]', "tTexts", None),
        ('"red"', "tColour", "red"),
        ('"blue"', "tColour", None),
        ('"dark"', "tShade", "dark"),
        ('"red"', "tShade", None),
        ('["red", "blue"]', "tColours", None),
        ('["red", "green"]', "tColours", ["red", "green"]),
        ("[1, 2]", "tTwo", [1, 2]),
        ("[1]", "tTwo", None),
        ('{name: "a", born: null, more: 1}', "tPerson", {"name": "a", "born": None, "more": 1}),
        ('{name: "a"}', "tPerson", None),
        ("{name: 1, born: null}", "tPerson", None),
        ("3", "tPerson", None),
        ('[{name: "a", born: null}]', "tPerson", {"name": "a", "born": None}),
        ('date("2026-01-15")', "date", "2026-01-15"),
        ('date("2026-01-15")', "date and time", "2026-01-15T00:00:00+00:00"),
        ('date("2026-01-15")', "dateTime", "2026-01-15T00:00:00+00:00"),
        ('duration("P1D")', "yearMonthDuration", None),
        ("null", "number", None),
        ("7", "tRing", 7),
        ("7", "tRule", None),
        ("function(a) a", "number", None),
        ("[1..3)", "range", "[1..3)"),
    ],
)
def test_an_answer_becomes_its_declared_type_or_null(text: str, kind: str, value: object) -> None:
    """结果按声明的类型转换：单值与单元素列表互换，日期成为当日零时；不符者、缺少条目者为空。"""
    assert answered(literal(text, kind)) == value


@pytest.mark.parametrize(
    ("kind", "given", "seen"),
    [
        ("number", 5, 5),
        ("number", "5", None),
        ("tTexts", "a", ["a"]),
        ("tColour", "blue", None),
        ("date", "2026-01-15", "2026-01-15"),
        ("date", "soon", None),
        ("tPerson", {"name": "a", "born": "2000-01-01"}, {"name": "a", "born": "2000-01-01"}),
        ("tPerson", {"name": "a", "born": "long ago"}, None),
        ("tPerson", {"name": "a"}, {"name": "a", "born": None}),
    ],
)
def test_an_input_becomes_its_declared_type_or_null(kind: str, given: object, seen: object) -> None:
    """输入数据同样按声明的类型转换；不符者为空，未填的条目也为空。"""
    assert answered(literal("x", "", given=kind), x=given) == seen


def test_a_table_answers_in_the_type_of_its_decision() -> None:
    """决策表的结果不符合决策的类型时，各列皆为空。"""
    rows = table("UNIQUE", ["x"], ["y"], (["1"], ['"one"']), (["2"], ["[2]"]), (["3"], ["3"]))
    data = model(f'<decision id="d" name="d"><variable name="d" typeRef="number"/>{rows}</decision>')
    assert [answered(data, x=x) for x in (1, 2, 3)] == [{"y": None}, {"y": 2}, {"y": 3}]


def test_parameters_and_entries_keep_their_types() -> None:
    """函数的参数、函数的结果和语境中的条目都按声明的类型转换。"""
    data = model(
        '<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic typeRef="string">'
        '<formalParameter name="a" typeRef="number"/><literalExpression><text>[a]</text></literalExpression>'
        '</encapsulatedLogic></businessKnowledgeModel><decision id="d" name="d"><variable name="d"/>'
        '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement><context>'
        '<contextEntry><variable name="wrong" typeRef="number"/><literalExpression><text>"x"</text></literalExpression>'
        '</contextEntry><contextEntry><variable name="none"/><literalExpression><text>k("t")</text></literalExpression>'
        "</contextEntry><contextEntry><literalExpression><text>[wrong, none, k(1)]</text></literalExpression>"
        "</contextEntry></context></decision>"
    )
    assert answered(data) == [None, None, None]


def function(parameters: str, body: str, *, gives: str = "", kind: str = "") -> str:
    """Return a business knowledge model k; *gives* is the type of its expression, *kind* that of its variable."""
    taken = "".join(f'<formalParameter name="{each}" typeRef="number"/>' for each in parameters.split())
    return (
        f'<businessKnowledgeModel id="k" name="k"><variable name="k" typeRef="{kind}"/><encapsulatedLogic>{taken}'
        f'<literalExpression typeRef="{gives}"><text>{body}</text></literalExpression></encapsulatedLogic>'
        '</businessKnowledgeModel><decision id="d" name="d"><variable name="d"/>'
        '<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>'
    )


@pytest.mark.parametrize(
    ("call", "answer"),
    [("k(2)", 1), ("k([2])", 1), ("k(null)", 1), ('k("2")', None), ("k(1, 2)", None), ("k()", None)],
)
def test_a_function_is_not_called_with_what_it_does_not_take(call: str, answer: object) -> None:
    """参数的个数或类型不符时，函数不执行，结果为空。"""
    drawn = function("a", "1") + f"<literalExpression><text>{call}</text></literalExpression></decision>"
    assert answered(model(drawn)) == answer


@pytest.mark.parametrize(
    ("body", "gives", "kind", "answer"),
    [
        ("[7]", "number", "", 7),
        ("[7]", "", "number", 7),
        ("[7]", "", "tRule", 7),
        ("7", "tTexts", "", None),
        ("7", "number", "tMany", [7]),
        ('"7"', "number", "", None),
        ('"7"', "", "tRule", None),
    ],
    ids=[
        "its expression",
        "its variable",
        "a type of functions",
        "another type",
        "both in turn",
        "not of it",
        "not of what they give",
    ],
)
def test_what_a_function_gives_is_of_its_type(body: str, gives: str, kind: str, answer: object) -> None:
    """函数结果的类型写在表达式上，或写在变量上（含函数类型）；不符者为空。"""
    drawn = function("", body, gives=gives, kind=kind)
    drawn += "<literalExpression><text>k()</text></literalExpression></decision>"
    assert answered(model(drawn)) == answer


def test_an_entry_may_declare_what_its_function_gives() -> None:
    """语境条目声明的类型可以是其函数结果的类型，函数照常可用。"""
    data = model(
        '<decision id="d" name="d"><variable name="d"/><context><contextEntry><variable name="f" typeRef="string"/>'
        '<functionDefinition><formalParameter name="a" typeRef="string"/><literalExpression><text>a + a</text>'
        "</literalExpression></functionDefinition></contextEntry><contextEntry><literalExpression>"
        '<text>f("x")</text></literalExpression></contextEntry></context></decision>'
    )
    assert answered(data) == "xx"


X = "<literalExpression><text>x</text></literalExpression>"
COLOURED = X.replace("<literalExpression>", '<literalExpression typeRef="tColour">')
ECHO = "<literalExpression><text>function(a) a</text></literalExpression>"


def decided(logic: str) -> bytes:
    """Return a model whose decision d is this expression; it sees x."""
    return model(f'<decision id="d" name="d"><variable name="d"/>{logic}</decision>')


@pytest.mark.parametrize(
    ("logic", "red", "blue"),
    [
        (COLOURED, "red", None),
        (f"<list>{COLOURED}{X}</list>", ["red", "red"], [None, "blue"]),
        (f'<list typeRef="tColours">{X}</list>', ["red"], None),
        (
            f'<relation><column name="c" typeRef="tColour"/><row>{X}</row></relation>',
            [{"c": "red"}],
            [{"c": None}],
        ),
        (
            f'<context><contextEntry><variable name="c"/>{COLOURED}</contextEntry></context>',
            {"c": "red"},
            {"c": None},
        ),
        (
            f'<invocation>{ECHO}<binding><parameter name="a" typeRef="tColour"/>{X}</binding></invocation>',
            "red",
            None,
        ),
        (
            f'<invocation typeRef="tColour">{ECHO}<binding><parameter name="a"/>{X}</binding></invocation>',
            "red",
            None,
        ),
    ],
    ids=["literal", "item", "list", "column", "entry", "argument", "invocation"],
)
def test_every_expression_may_declare_its_type(logic: str, red: object, blue: object) -> None:
    """每一种表达式都可声明类型：列表及其各项、关系的列、语境的条目、调用及其参数。"""
    assert [answered(decided(logic), x=x) for x in ("red", "blue")] == [red, blue]


@pytest.mark.parametrize(
    ("of_table", "of_column", "of_cell"),
    [("tColour", "", ""), ("", "tColour", ""), ("", "", "tColour")],
    ids=["table", "column", "cell"],
)
def test_a_table_its_columns_and_its_cells_may_declare_types(
    of_table: str, of_column: str, of_cell: str
) -> None:
    """决策表、输出列和单个结果都可声明类型；不符者为空。"""
    logic = (
        f'<decisionTable typeRef="{of_table}"><output name="y" typeRef="{of_column}"/><rule id="r">'
        f'<outputEntry typeRef="{of_cell}"><text>x</text></outputEntry></rule></decisionTable>'
    )
    assert [answered(decided(logic), x=x) for x in ("red", "blue")] == [{"y": "red"}, {"y": None}]


@pytest.mark.parametrize(
    ("taken", "given", "x", "answer"),
    [
        ("[0..9]", "", 3, {"y": 3}),
        ("[0..9]", "", 30, {"y": "none"}),
        ("-", "-", 30, {"y": 30}),
        ("", "3, 4", 3, {"y": 3}),
        ("", "3, 4", 5, {"y": None}),
        ("", "? > 4", 5, {"y": 5}),
    ],
)
def test_a_table_takes_and_gives_what_its_columns_allow(
    taken: str, given: str, x: int, answer: object
) -> None:
    """输入列不允许的值视为空值，输出列不允许的结果为空；“-”表示不限。"""
    logic = (
        f"<decisionTable><input><inputExpression><text>x</text></inputExpression><inputValues><text>{taken}</text>"
        f'</inputValues></input><output name="y"><outputValues><text>{escape(given)}</text></outputValues></output>'
        '<rule id="a"><inputEntry><text>null</text></inputEntry><outputEntry><text>"none"</text></outputEntry></rule>'
        '<rule id="b"><inputEntry><text>not(null)</text></inputEntry><outputEntry><text>x</text></outputEntry></rule>'
        "</decisionTable>"
    )
    assert answered(decided(logic), x=x) == answer


@pytest.mark.parametrize(
    "made",
    [
        '<literalExpression typeRef="tDyer"><text>function(x) x</text></literalExpression>',
        f'<functionDefinition typeRef="tDyer"><formalParameter name="x"/>{X}</functionDefinition>',
    ],
    ids=["written", "boxed"],
)
def test_a_type_of_functions_says_what_they_give(made: str) -> None:
    """函数类型约束函数的结果，不论函数以文字写成还是方框式。"""
    data = model(
        f'<decision id="f" name="f"><variable name="f"/>{made}</decision><decision id="d" name="d"><variable name="d"/>'
        '<informationRequirement><requiredDecision href="#f"/></informationRequirement>'
        "<literalExpression><text>[f(x)]</text></literalExpression></decision>"
    )
    assert [answered(data, x=x) for x in ("red", "blue")] == [["red"], [None]]


def test_a_type_of_functions_says_what_a_service_takes() -> None:
    """决策服务的函数类型约束其参数。"""
    data = model(
        '<inputData id="i" name="x"><variable name="x"/></inputData><decision id="e" name="e"><variable name="e"/>'
        f'<informationRequirement><requiredInput href="#i"/></informationRequirement>{X}</decision>'
        '<decisionService id="d" name="d"><variable name="d" typeRef="tDyer"/><outputDecision href="#e"/>'
        '<inputData href="#i"/></decisionService>'
    )
    assert [answered(data, x=x) for x in ("red", "blue")] == ["red", None]


@pytest.mark.parametrize(
    ("data", "noted"),
    [
        (literal("x", "", given="tColour"), ("x", "blue")),
        (literal("x", "number"), ("d", "blue")),
        (decided(f"<filter><in>{X}</in><match>{X}</match></filter>"), ("d", "blue")),
        (
            model(function("a", "1") + "<literalExpression><text>k()</text></literalExpression></decision>"),
            ("k", "k(0)"),
        ),
    ],
    ids=["an input", "an answer", "a condition", "a call"],
)
def test_a_note_tells_what_was_not_of_its_type(data: bytes, noted: tuple[str, str]) -> None:
    """想知道原因的人可以看到：哪个输入、结果、条件或调用不符，因而为空。"""
    notes: list[NullNote] = []
    Engine(None, secret=b"x").decide(data, {"x": "blue"}, decision="d", notes=notes)
    assert [(note.decision, note.text) for note in notes] == [noted]
