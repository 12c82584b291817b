"""What changed between two versions of a procedure's files is told in words."""

from __future__ import annotations

import pytest

from workflows.engine.changes import changes

DIAGRAM = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" targetNamespace="urn:t">
 <process id="p" name="调解" isExecutable="true">
  <laneSet id="ls">
   <lane id="lane_clerk" name="受理"><flowNodeRef>s</flowNodeRef><flowNodeRef>a</flowNodeRef></lane>
   <lane id="lane_chair" name="主任"><flowNodeRef>e</flowNodeRef></lane>
  </laneSet>
  <startEvent id="s" name="开始"/>
  <userTask id="a" name="登记"><extensionElements><spiffworkflow:properties>
   <spiffworkflow:property name="role" value="clerk"/></spiffworkflow:properties></extensionElements></userTask>
  <endEvent id="e" name="办结"/>
  <sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
  <sequenceFlow id="f2" sourceRef="a" targetRef="e">
   <conditionExpression>case.claim.amount &gt; 1</conditionExpression></sequenceFlow>
 </process>
</definitions>"""
FORM = """{"type": "default", "components": [
 {"type": "textfield", "key": "claim.title", "label": "名称"},
 {"type": "select", "key": "claim.type", "label": "类型", "values": [{"value": "debt", "label": "债务"}]}]}"""
TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="t" namespace="urn:t">
 <decision id="d" name="分级"><decisionTable id="dt" hitPolicy="FIRST">
  <input id="i" label="金额"><inputExpression id="ie"><text>case.claim.amount</text></inputExpression></input>
  <output id="o" label="结果" name="result"/>
  <rule id="r1"><inputEntry id="c1"><text>&gt; 10</text></inputEntry>
   <outputEntry id="c2"><text>"big"</text></outputEntry></rule>
  <rule id="r2"><inputEntry id="c3"><text></text></inputEntry>
   <outputEntry id="c4"><text>"small"</text></outputEntry></rule>
 </decisionTable></decision></definitions>"""


def told(name: str, old: str, new: str) -> list[str]:
    """Return the Chinese sentences about one file."""
    return [each.zh for each in changes({name: old.encode()}, {name: new.encode()})]


def test_files_that_are_equal_have_no_change() -> None:
    """Nothing is told of what nobody touched."""
    assert told("p.bpmn", DIAGRAM, DIAGRAM) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('name="登记"', 'name="受理登记"', "人工环节“登记”改名为“受理登记”。"),
        ('value="clerk"', 'value="chair"', "人工环节“登记”：角色由“clerk”改为“chair”。"),
        ("userTask", "manualTask", "人工环节“登记”改成了线下环节。"),
        (
            "&gt; 1<",
            "&gt; 9<",
            "顺序流“登记 → 办结”：条件由“case.claim.amount > 1”改为“case.claim.amount > 9”。",
        ),
        ("<flowNodeRef>a</flowNodeRef>", "", "人工环节“登记”：所在泳道清除了，原为“受理”。"),
        ('name="受理">', 'name="窗口">', "泳道“受理”改名为“窗口”。"),
        ('id="a" name="登记"', 'id="a" name="登记" default="f2"', "顺序流“登记 → 办结”：默认流设为“✓”。"),
    ],
)
def test_each_change_of_a_diagram_is_one_sentence(old: str, new: str, sentence: str) -> None:
    """A step renamed, of another role or kind, out of its lane, a condition: one sentence, no echo of it."""
    assert told("p.bpmn", DIAGRAM, DIAGRAM.replace(old, new)) == [sentence]


def test_a_flow_that_leads_elsewhere_is_another_flow() -> None:
    """A line drawn to another step is told as one that went and one that came."""
    assert told(
        "p.bpmn", DIAGRAM, DIAGRAM.replace('sourceRef="s" targetRef="a"', 'sourceRef="s" targetRef="e"')
    ) == [
        "删去了顺序流“开始 → 登记”。",
        "增加了顺序流“开始 → 办结”。",
    ]


def test_a_diagram_that_was_only_moved_says_so() -> None:
    """Places and line ends are no change of what is done."""
    assert told("p.bpmn", DIAGRAM, DIAGRAM.replace("\n", "\r\n")) == ["只是位置、连线画法或者书写格式。"]


def test_questions_of_a_form_are_compared_by_where_their_answers_go() -> None:
    """A question removed, one that must be answered now, a choice that was added."""
    without = FORM.replace('{"type": "textfield", "key": "claim.title", "label": "名称"},', "")
    assert told("p/forms/f.json", FORM, without) == ["删去了问题“名称”。"]
    must = FORM.replace('"label": "名称"', '"label": "名称", "validate": {"required": true}')
    assert told("p/forms/f.json", FORM, must) == ["问题“名称”：必填设为“✓”。"]
    more = FORM.replace('"label": "债务"}', '"label": "债务"}, {"value": "loan", "label": "借款"}')
    assert told("p/forms/f.json", FORM, more) == ["问题“类型”：可选的值由“债务”改为“债务、借款”。"]


def test_rows_of_a_table_are_named_by_their_cells() -> None:
    """A cell that changed is told with its column; a row that came, with all its cells; another order is told too."""
    assert told("t.dmn", TABLE, TABLE.replace('"big"', '"huge"')) == [
        '规则行“1：> 10，"big"”：结果由“"big"”改为“"huge"”。'
    ]
    rows = TABLE.split("<rule ")
    swapped = "<rule ".join(
        [rows[0], rows[2].replace(" </decisionTable></decision></definitions>", ""), rows[1]]
    )
    assert told("t.dmn", TABLE, swapped + " </decisionTable></decision></definitions>") == ["先后顺序变了。"]
    assert told("t.dmn", TABLE, TABLE.replace("FIRST", "UNIQUE")) == [
        "决策表“分级”：命中规则由“FIRST”改为“UNIQUE”。"
    ]


def test_what_cannot_be_read_is_told_as_changed() -> None:
    """A draft in the middle of an edit is no reason to tell nothing."""
    assert told("p.bpmn", DIAGRAM, "<oops") == ["有一边读不出来，无法比较。"]


def test_files_that_came_went_or_hold_plain_text_are_told() -> None:
    """Every file that differs is named, with its sentence in English, too."""
    found = changes({"a.md": b"1", "b.toml": b"1"}, {"b.toml": b"2", "c.json": b"{}"})
    assert [(each.file, each.zh) for each in found] == [
        ("a.md", "删去了这个文件。"),
        ("b.toml", "文字有改动。"),
        ("c.json", "新增了这个文件。"),
    ]
    assert [each.message for each in found] == [
        "The file is gone.",
        "The text is another.",
        "The file is new.",
    ]
