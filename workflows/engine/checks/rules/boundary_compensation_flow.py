"""A compensation boundary event has no outgoing sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("boundaryEvent"):
        if "compensate" in diagram.triggers(event) and diagram.outgoing(event):
            yield Problem(event)


RULE = Rule(
    id="boundary-compensation-flow",
    title="A compensation boundary event has no outgoing sequence flow.",
    title_zh="补偿边界事件不能有流出的顺序流。",
    remedy="Connect it with an association to the compensation activity.",
    remedy_zh="请用关联把它连到补偿活动。",
    source="BPMN 2.0.2 §10.7.2",
    check=check,
)
