"""A drawing shows a process, sub-process, collaboration or choreography."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import COLLABORATIONS, CONTAINERS
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    allowed = CONTAINERS | COLLABORATIONS
    for plane in diagram.of("bpmndi:BPMNPlane"):
        element = diagram.find(plane.get("bpmnElement"))
        if element is not None and element.kind not in allowed | {"subConversation"}:
            yield Problem(plane, f"it shows {say(element)[0]}.", f"它对应的是{say(element)[1]}。")


RULE = Rule(
    id="di-plane",
    title="A drawing shows a process, sub-process, collaboration or choreography.",
    title_zh="一张图面（BPMNPlane）必须对应流程、子流程、协作图或编排图。",
    remedy="Let the plane refer to the process or the collaboration that it shows.",
    remedy_zh="让图面指向它所展示的流程或协作图。",
    source="BPMN 2.0.2 §12.2.3",
    check=check,
)
