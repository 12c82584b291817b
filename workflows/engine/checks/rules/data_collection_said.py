"""What data and its item definition both say of being a collection is the same."""

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
        both = "isCollection" in data.attributes and "isCollection" in item.attributes
        if both and data.is_true("isCollection") != item.is_true("isCollection") and not _left(diagram, data):
            yield Problem(data)


def _left(diagram: Diagram, data: Element) -> bool:
    """Return whether a tool says only of *data* that it is a collection; of these data-collection-as-item warns."""
    return data.is_true("isCollection") and diagram.saved_by(Tool.ECLIPSE, Tool.TRISOTECH)


RULE = Rule(
    id="data-collection-said",
    title="What data and its item definition both say of being a collection is the same.",
    title_zh="数据和它所引用的数据项定义都写明 isCollection 时，两者必须相同。",
    remedy="Give both the same isCollection, or leave it out at both.",
    remedy_zh="请让两者的 isCollection 相同，或两处都省略。",
    source="BPMN 2.0.2 §10.4.1, tables 10.51, 10.58 and 10.59",
    check=check,
)
