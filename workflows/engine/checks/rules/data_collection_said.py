"""Data is a collection exactly where its item definition is one."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for data in diagram.of("dataObject", "dataInput", "dataOutput"):
        item = diagram.find(data.get("itemSubjectRef"))
        if item is None or item.kind != "itemDefinition":
            continue
        if data.is_true("isCollection") != item.is_true("isCollection") and not _left(diagram, data, item):
            yield Problem(data)


def _left(diagram: Diagram, data: Element, item: Element) -> bool:
    """Return whether a tool left isCollection away at one of both; of these data-collection-as-item warns."""
    both = "isCollection" in data.attributes and "isCollection" in item.attributes
    alone = data.is_true("isCollection") and diagram.saved_by(Tool.ECLIPSE, Tool.TRISOTECH)
    return alone or (diagram.exported and not both)


RULE = Rule(
    id="data-collection-said",
    title="Data is a collection exactly where its item definition is one.",
    title_zh="数据的 isCollection 必须与它所引用的数据项定义一致。",
    remedy="Give both the same isCollection; left out it means false.",
    remedy_zh="请让两者的 isCollection 相同；省略即为 false。",
    source="BPMN 2.0.2 §10.4.1, tables 10.51, 10.58 and 10.59",
    check=check,
)
