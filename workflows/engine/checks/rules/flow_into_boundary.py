"""No sequence flow leads into a boundary event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("boundaryEvent"):
        for flow in diagram.incoming(event):
            yield Problem(flow, f"it leads into {say(event)[0]}.", f"它指向了{say(event)[1]}。")


RULE = Rule(
    id="flow-into-boundary",
    title="No sequence flow leads into a boundary event.",
    title_zh="顺序流不能指向边界事件。",
    remedy="A boundary event is reached only through its activity; lead the flow to the activity.",
    remedy_zh="边界事件只能由所附着的活动触发；请把顺序流接到该活动上。",
    source="BPMN 2.0.2 §10.5.4",
    check=check,
)
