"""A drawn shape shows no flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import DRAWN_FLOWS
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for shape in diagram.of("bpmndi:BPMNShape"):
        element = diagram.find(shape.get("bpmnElement"))
        if element is not None and element.kind in DRAWN_FLOWS:
            yield Problem(shape, f"it shows {say(element)[0]}.", f"它对应的是{say(element)[1]}。")


RULE = Rule(
    id="di-shape",
    title="A drawn shape shows no flow.",
    title_zh="图形（BPMNShape）不能对应连线类元素。",
    remedy="Draw flows as lines (BPMNEdge).",
    remedy_zh="连线请用 BPMNEdge 表示。",
    source="BPMN 2.0.2 §12.2.3",
    check=check,
)
