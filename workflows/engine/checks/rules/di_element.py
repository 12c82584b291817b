"""What is drawn exists in the diagram."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("bpmndi:BPMNShape", "bpmndi:BPMNEdge", "bpmndi:BPMNPlane"):
        if (
            each.get("bpmnElement")
            and diagram.find(each.get("bpmnElement")) is None
            and not _left(diagram, each)
        ):
            yield Problem(
                each, f"“{each.get('bpmnElement')}” does not exist.", f"“{each.get('bpmnElement')}”不存在。"
            )


def _left(diagram: Diagram, drawn: Element) -> bool:
    """Return whether a tool left *drawn* behind: a plane keeps the former name of its process."""
    if drawn.kind == "bpmndi:BPMNPlane":
        return diagram.saved_by(Tool.ACTIVITI, Tool.JBPM)
    return diagram.saved_by(Tool.JBPM)


RULE = Rule(
    id="di-element",
    title="What is drawn exists in the diagram.",
    title_zh="画出的图形必须对应图中存在的元素。",
    remedy="Delete the leftover shape or line; it shows nothing.",
    remedy_zh="删除多余的图形或连线，它不对应任何元素。",
    source="BPMN 2.0.2 §12.2",
    check=check,
)
