"""A drawn line shows a sequence flow, message flow, association or conversation link."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import DRAWN_FLOWS
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for edge in diagram.of("bpmndi:BPMNEdge"):
        element = diagram.find(edge.get("bpmnElement"))
        if element is not None and element.kind not in DRAWN_FLOWS and not left_as_line(diagram, element):
            yield Problem(edge, f"it shows {say(element)[0]}.", f"它对应的是{say(element)[1]}。")


def left_as_line(diagram: Diagram, element: Element) -> bool:
    """Return whether a tool keeps the place of a boundary event as a line; nothing is lost by it."""
    return element.kind == "boundaryEvent" and diagram.saved_by(Tool.JBPM)


RULE = Rule(
    id="di-edge",
    title="A drawn line shows a sequence flow, message flow, association or conversation link.",
    title_zh="连线图形（BPMNEdge）必须对应顺序流、消息流、关联或会话连接。",
    remedy="Let the line refer to the flow that it shows, or delete it.",
    remedy_zh="让连线指向它所展示的流，或删除它。",
    source="BPMN 2.0.2 §12.2.3",
    check=check,
)
