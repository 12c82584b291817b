"""No sequence flow leads into a start event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for start in diagram.of("startEvent"):
        for flow in diagram.incoming(start):
            yield Problem(flow, f"it leads into {say(start)[0]}.", f"它指向了{say(start)[1]}。")


RULE = Rule(
    id="flow-into-start",
    title="No sequence flow leads into a start event.",
    title_zh="顺序流不能指向开始事件。",
    remedy="Lead the flow to the first step after the start event instead.",
    remedy_zh="把这条顺序流改接到开始事件之后的第一个步骤。",
    source="BPMN 2.0.2 §10.5.2",
    check=check,
)
