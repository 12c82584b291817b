"""决策文件之间的导入：DMN 1.5 §6.3.3。"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.unit.engine.drawn import Run, diagram, end, flow, node, start, user
from workflows.domain.finding import Known
from workflows.engine import Engine
from workflows.engine.checks import check_files
from workflows.engine.dmn.join import joined
from workflows.engine.dmn.read import read_model
from workflows.errors import RefusedTable

DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def imported(name: str, space: str) -> str:
    """Return an import of the file with this namespace."""
    return f'<import name="{name}" namespace="{space}" importType="{DMN}"/>'


def file(space: str, *body: str) -> bytes:
    """Return a file of decisions."""
    head = f'<definitions xmlns="{DMN}" id="m" name="{space}" namespace="{space}">'
    return f"{head}{''.join(body)}</definitions>".encode()


def decision(ident: str, text: str, *requires: str, kind: str = "") -> str:
    """Return a decision that requires decisions, and functions where a k goes before."""
    drawn = ""
    for each in requires:
        sort, ref = ("knowledge", each[2:]) if each.startswith("k ") else ("information", each)
        inner = "requiredKnowledge" if sort == "knowledge" else "requiredDecision"
        drawn += f'<{sort}Requirement><{inner} href="{ref}"/></{sort}Requirement>'
    return (
        f'<decision id="{ident}" name="{ident}"><variable name="{ident}" typeRef="{kind}"/>{drawn}'
        f"<literalExpression><text>{text}</text></literalExpression></decision>"
    )


def data(name: str, kind: str = "") -> str:
    """Return input data."""
    return f'<inputData id="i-{name}" name="{name}"><variable name="{name}" typeRef="{kind}"/></inputData>'


LAW = file(
    "urn:law",
    '<itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"A", "B"</text></allowedValues>'
    '</itemDefinition><itemDefinition name="tParty"><itemComponent name="grade"><typeRef>tGrade</typeRef>'
    "</itemComponent></itemDefinition>",
    data("amount", "number"),
    '<businessKnowledgeModel id="twice" name="two times"><variable name="two times"/><encapsulatedLogic>'
    '<formalParameter name="n" typeRef="number"/><literalExpression><text>n * 2</text></literalExpression>'
    "</encapsulatedLogic></businessKnowledgeModel>",
    decision("fee", "two times(amount)", "k #twice"),
    '<decisionService id="S" name="S"><variable name="S"/><outputDecision href="#fee"/>'
    '<inputData href="#i-amount"/></decisionService>',
)


def answered(drawn: bytes, inputs: Mapping[str, object], *beside: bytes, wanted: str = "d") -> object:
    """Return what a decision of the file answers, with other files beside it."""
    files = {f"{number}.dmn": content for number, content in enumerate(beside)}
    return Engine(None, secret=b"x").decide(drawn, inputs, decision=wanted, beside=files).outputs


@pytest.mark.parametrize(
    ("text", "requires", "inputs", "answer"),
    [
        ("law.fee + 1", "urn:law#fee", {"law": {"amount": 4}}, 9),
        ("law.fee + law.amount", "urn:law#fee", {"amount": 4}, 12),
        ("law.fee", "urn:law#fee", {"amount": 4, "law": {"amount": 5}}, 10),
        ("law.fee", "urn:law#fee", {"amount": "four"}, None),
        ("law.two times(3)", "k urn:law#twice", {}, 6),
        ('law.two times("3")', "k urn:law#twice", {}, None),
        ("law.S(6)", "k urn:law#S", {"amount": 1}, 12),
    ],
)
def test_what_is_imported_is_seen_after_its_name(
    text: str, requires: str, inputs: Mapping[str, object], answer: object
) -> None:
    """导入的决策、输入、函数和决策服务写在导入名之后；输入可放在该名之下，也可直接给出。"""
    drawn = file("urn:own", imported("law", "urn:law"), decision("d", text, requires))
    assert answered(drawn, inputs, LAW) == answer


def test_imports_of_imports_keep_their_inputs_apart() -> None:
    """两个中间文件各自导入同一文件时，各用各的输入。"""
    first, second = (
        file(f"urn:{name}", imported("law", "urn:law"), decision("middle", "law.fee", "urn:law#fee"))
        for name in ("first", "second")
    )
    drawn = file(
        "urn:own",
        imported("a", "urn:first"),
        imported("b", "urn:second"),
        decision("d", "[a.middle, b.middle]", "urn:first#middle", "urn:second#middle"),
    )
    inputs = {"a": {"law": {"amount": 1}}, "b": {"law": {"amount": 2}}}
    assert answered(drawn, inputs, LAW, first, second) == [2, 4]


@pytest.mark.parametrize(
    ("kind", "given", "seen"),
    [
        ("law.tGrade", "A", "A"),
        ("law.tGrade", "C", None),
        ("law.tParty", {"grade": "B"}, {"grade": "B"}),
        ("law.tParty", {"grade": "C"}, None),
    ],
)
def test_imported_types_hold(kind: str, given: object, seen: object) -> None:
    """导入的类型同样约束取值。"""
    drawn = file("urn:own", imported("law", "urn:law"), data("x", kind), decision("d", "x"))
    assert answered(drawn, {"x": given}, LAW) == seen


def place(space: str, *imports: str, says: str = "") -> bytes:
    """Return a file with these imports without a name, and maybe a decision `where`."""
    return file(space, *(imported("", each) for each in imports), decision("where", says) if says else "")


@pytest.mark.parametrize(
    ("own", "beside", "answer"),
    [
        (["urn:b"], [place("urn:b", says='"b"')], "b"),
        (
            ["urn:b"],
            [place("urn:b", "urn:c", "urn:e"), place("urn:c", says='"c"'), place("urn:e", says='"e"')],
            "c",
        ),
        (
            ["urn:b", "urn:e"],
            [place("urn:b", "urn:c"), place("urn:c", "urn:b"), place("urn:e", says='"e"')],
            "e",
        ),
        (["urn:b"], [place("urn:b", "urn:c"), place("urn:c", "urn:b", says='"c"')], "c"),
    ],
    ids=["one file", "the first of two", "past an empty one", "files that import each other"],
)
def test_what_is_imported_without_a_name_stands_beside_what_is_own(
    own: list[str], beside: list[bytes], answer: str
) -> None:
    """不具名的导入与自己的内容并列；同名者以近者、先者为准；互相导入不会循环。"""
    drawn = file("urn:own", *(imported("", each) for each in own), decision("d", "where", "#where"))
    assert answered(drawn, {}, *beside) == answer


def test_what_is_imported_without_a_name_can_be_asked_and_yields_to_what_is_own() -> None:
    """不具名导入的决策可以直接询问；自己的同名决策优先，导入自身也无妨。"""
    assert answered(file("urn:own", imported("", "urn:law")), {"amount": 4}, LAW, wanted="fee") == 8
    drawn = file("urn:own", imported("", "urn:own"), imported("", "urn:law"), decision("fee", "1"))
    assert answered(drawn, {"amount": 4}, LAW, wanted="fee") == 1
    graded = file("urn:own", imported("", "urn:law"), data("x", "tGrade"), decision("d", "x"))
    assert answered(graded, {"x": "C"}, LAW) is None


def test_a_nearer_decision_takes_the_place_of_its_namesake() -> None:
    """导入的决策所需要的决策，若自己的文件中有同名者，则用自己的。"""
    own = decision("mine", "1").replace('name="mine"', 'name="rate"')
    theirs = decision("theirs", "2").replace('name="theirs"', 'name="rate"')
    needs = decision("fee", "rate * 10", "#theirs")
    assert (
        answered(file("urn:own", imported("", "urn:b"), own), {}, file("urn:b", theirs, needs), wanted="fee")
        == 10
    )
    assert (
        answered(file("urn:own", imported("", "urn:b")), {}, file("urn:b", theirs, needs), wanted="fee") == 20
    )


def test_an_import_that_is_not_there_is_refused_by_name() -> None:
    """所需的文件未导入或不在一处时，指明其命名空间并拒绝，而不是给出空结果。"""
    needs = decision("d", "law.fee", "urn:law#fee")
    for drawn, beside in (
        (file("urn:own", imported("law", "urn:law"), needs), ()),
        (file("urn:own", needs), (LAW,)),
    ):
        with pytest.raises(RefusedTable, match="urn:law"):
            answered(drawn, {}, *beside)


@pytest.mark.parametrize("ref", ["#nothing", "urn:law#nothing"])
def test_a_requirement_that_no_import_meets_is_refused(ref: str) -> None:
    """导入的文件中没有所需的决策时，同样指明并拒绝。"""
    drawn = file("urn:own", imported("", "urn:law"), imported("law", "urn:law"), decision("d", "1", ref))
    with pytest.raises(RefusedTable, match="'nothing'"):
        answered(drawn, {}, LAW)


def test_imports_that_double_at_each_step_are_refused() -> None:
    """每一层都把下一层导入两次的文件会使类型成倍增长，及时拒绝。"""
    kind = '<itemDefinition name="t"><typeRef>string</typeRef></itemDefinition>'
    drawn = [
        file(f"urn:{number}", imported("a", f"urn:{number + 1}"), imported("b", f"urn:{number + 1}"), kind)
        for number in range(30)
    ]
    with pytest.raises(RefusedTable, match="10,000 types"):
        answered(drawn[0], {}, *drawn[1:], file("urn:30", kind))


def test_an_import_that_several_files_could_be_is_refused() -> None:
    """两个文件的命名空间相同时，无法判断导入的是哪一个，予以拒绝。"""
    drawn = file("urn:own", imported("law", "urn:law"), decision("d", "law.fee", "urn:law#fee"))
    with pytest.raises(RefusedTable, match=r"0\.dmn, 1\.dmn"):
        answered(drawn, {}, LAW, LAW)


def test_what_is_wrong_in_a_file_that_nobody_imports_does_not_matter() -> None:
    """旁边有缺陷但未被导入的文件不影响询问。"""
    drawn = file("urn:own", imported("law", "urn:law"), decision("d", "law.fee", "urn:law#fee"))
    broken = file("urn:broken", imported("x", "urn:nowhere"), decision("b", "1", "urn:nowhere#c"))
    assert answered(drawn, {"amount": 4}, broken, LAW) == 8


def test_a_service_that_answers_nothing_and_a_file_of_inputs_alone_are_let_pass() -> None:
    """有的工具会附上一个空的决策服务，或把输入单独放在一个文件里；二者都能读取。"""
    empty = '<decisionService id="whole" name="Whole"/>'
    drawn = file("urn:own", imported("", "urn:in"), empty, decision("d", "x + 1"))
    assert answered(drawn, {"x": 1}, file("urn:in", data("x", "number"))) == 2


def test_files_that_import_each_other_under_names_are_refused() -> None:
    """两个文件互相具名导入，名称没有尽头，予以拒绝。"""
    one, other = (file(f"urn:{a}", imported("x", f"urn:{b}"), decision("d", "1")) for a, b in ("ab", "ba"))
    with pytest.raises(RefusedTable, match="imports itself"):
        joined([read_model(one, "one.dmn"), read_model(other, "other.dmn")])


def asking(decided: str) -> tuple[str, ...]:
    """Return a diagram whose first step asks this decision, or decision service."""
    called = f"<spiffworkflow:calledDecisionId>{decided}</spiffworkflow:calledDecisionId>"
    task = node("businessRuleTask", "r", f"<extensionElements>{called}</extensionElements>")
    return start(), task, user("pay"), end(), flow("start", "r", "pay", "end")


def test_a_procedure_asks_a_decision_that_imports_another_file_of_it() -> None:
    """流程中的决策可导入同一程序的另一个决策文件；缺了那个文件，检查时即指出。"""
    drawn = file("urn:own", imported("law", "urn:law"), decision("d", "law.fee", "urn:law#fee"))
    files = {"P/d.dmn": drawn, "P/law.dmn": LAW}
    assert Run(*asking("d"), files=files).start(amount=4).step.facts["d"] == 8
    assert [each for each in check_files(files) if each.rule == "dmn-readable"] == []
    assert "dmn-readable" in {each.rule for each in check_files({"P/d.dmn": drawn})}


def test_a_procedure_asks_a_decision_service_and_what_is_imported_where_it_is_drawn() -> None:
    """流程可询问决策服务；被导入的决策在其所在的文件中回答，不受导入者同名内容的影响。"""
    over = file("urn:over", imported("", "urn:law"), decision("other", "1"), data("amount", "string"))
    files = {"P/a.dmn": over, "P/law.dmn": LAW}
    assert Run(*asking("S"), files=files).start(amount=4).step.facts["S"] == 8
    assert Run(*asking("fee"), files=files).start(amount=4).step.facts["fee"] == 8
    drawn = {"P/P.bpmn": diagram(*asking("S")), **files}
    found = check_files(drawn, Known(procedures=frozenset({"P"})))
    assert [each.message for each in found if "'S'" in each.message or "“S”" in each.message] == []


@pytest.mark.parametrize(
    ("wanted", "inputs", "answer"),
    [
        ("fee", {"amount": 4}, 8),
        ("Reminder", {"amount": 4}, 9),
        ("two times", {"n": 5}, 10),
        ("twice", {"n": "5"}, None),
    ],
    ids=["an id", "a name", "a function's name", "a function's id"],
)
def test_a_decision_a_service_or_a_function_is_asked_by_id_or_name(
    wanted: str, inputs: Mapping[str, object], answer: object
) -> None:
    """可按编号或名称询问决策、决策服务和业务知识模型。"""
    named = decision("r", "fee + 1", "#fee").replace('name="r"', 'name="Reminder"')
    assert answered(file("urn:own", imported("", "urn:law"), named), inputs, LAW, wanted=wanted) == answer
