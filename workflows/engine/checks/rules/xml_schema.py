"""The rules of the BPMN 2.0 XML schema, in words: attributes, child elements and values."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.schema import SchemaError, SchemaKind

SOURCE = "BPMN 2.0.2, XML schema (BPMN20.xsd, Semantic.xsd, BPMNDI.xsd)"


def _find(diagram: Diagram, error: SchemaError) -> Element:
    element = diagram.root
    for step in error.path:
        if step >= len(element.children):
            break
        element = element.children[step]
    return element


def _check(diagram: Diagram, kind: SchemaKind) -> Iterator[Problem]:
    for error in diagram.schema_errors:
        if error.kind is kind:
            english, chinese = _words(error)
            yield Problem(_find(diagram, error), english, chinese)


def _words(error: SchemaError) -> tuple[str, str]:
    expected = f" Possible here: {error.expected}." if error.expected else ""
    expected_zh = f"此处可用：{error.expected}。" if error.expected else ""
    place = f"the attribute {error.attribute}" if error.attribute else f"the element <{error.tag}>"
    place_zh = f"属性 {error.attribute}" if error.attribute else f"元素 <{error.tag}>"
    return {
        SchemaKind.ATTRIBUTE_UNKNOWN: (f"{place} does not belong here.", f"此处不能有{place_zh}。"),
        SchemaKind.ATTRIBUTE_MISSING: (f"{place} is missing.", f"缺少{place_zh}。"),
        SchemaKind.ELEMENT_PLACE: (
            f"the element <{error.tag}> does not belong here or stands in the wrong order.{expected}",
            f"元素 <{error.tag}> 不应出现在此处，或顺序不对。{expected_zh}",
        ),
        SchemaKind.ELEMENT_MISSING: (f"a part is missing.{expected}", f"缺少必需的子元素。{expected_zh}"),
        SchemaKind.VALUE: (
            f"{place} cannot have the value “{error.value[:60]}”.{expected}",
            f"{place_zh}的值不能是“{error.value[:60]}”。{expected_zh}",
        ),
        SchemaKind.TEXT: (f"there is text in {place} where none is allowed.", f"{place_zh}中不能有文字。"),
        SchemaKind.OTHER: (f"{place} is not as the schema asks.", f"{place_zh}不符合 BPMN 模式。"),
    }[error.kind]


ROWS: tuple[tuple[SchemaKind, str, str, str, str], ...] = (
    (
        SchemaKind.ATTRIBUTE_UNKNOWN,
        "An element carries only the attributes that BPMN gives it, or attributes of another namespace.",
        "元素只能带 BPMN 规定的属性，或其他命名空间的扩展属性。",
        "Delete the attribute, correct its spelling, or give it the prefix of its extension.",
        "删除该属性、改正拼写，或加上扩展的命名空间前缀。",
    ),
    (
        SchemaKind.ATTRIBUTE_MISSING,
        "An element carries every attribute that BPMN requires of it.",
        "元素必须带有 BPMN 要求的全部属性。",
        "Add the attribute that is named.",
        "补上所指的属性。",
    ),
    (
        SchemaKind.ELEMENT_PLACE,
        "Each element stands where BPMN allows it, in the order of the schema.",
        "每个元素都要放在 BPMN 允许的位置，并符合模式规定的顺序。",
        "Move the element to its place, delete it, or put what is your own into extensionElements.",
        "把该元素移到正确位置或删除；自定义内容请放进 extensionElements。",
    ),
    (
        SchemaKind.ELEMENT_MISSING,
        "An element has every part that BPMN requires of it.",
        "元素必须含有 BPMN 要求的全部子元素。",
        "Add the part that is named.",
        "补上所指的子元素。",
    ),
    (
        SchemaKind.VALUE,
        "Each value is of the kind that BPMN asks: a number, true or false, an id, or one of the words listed.",
        "每个值都要符合 BPMN 规定的类型：数字、true/false、id 或所列的词。",
        "Correct the value; an id begins with a letter or _ and has no spaces.",
        "改正该值；id 须以字母或下划线开头，且不含空格。",
    ),
    (
        SchemaKind.TEXT,
        "Text stands only in the elements that hold text.",
        "只有允许文字的元素中才能写文字。",
        "Move the text into a documentation element or a text annotation.",
        "把文字移到说明（documentation）或批注中。",
    ),
    (
        SchemaKind.OTHER,
        "The file is as the XML schema of BPMN 2.0 asks.",
        "文件必须符合 BPMN 2.0 的 XML 模式。",
        "Export the diagram again from a BPMN 2.0 tool.",
        "请用 BPMN 2.0 工具重新导出该图。",
    ),
)

RULES = tuple(
    Rule(
        id=f"schema-{kind.value}",
        title=title,
        title_zh=title_zh,
        remedy=remedy,
        remedy_zh=remedy_zh,
        source=SOURCE,
        check=partial(_check, kind=kind),
    )
    for kind, title, title_zh, remedy, remedy_zh in ROWS
)
