"""A boundary event leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("boundaryEvent"):
        if "compensate" not in diagram.triggers(event) and event.id and not diagram.outgoing(event):
            yield Problem(event)


RULE = Rule(
    id="boundary-has-outgoing",
    title="A boundary event leads somewhere.",
    title_zh="边界事件必须有流出的顺序流。",
    remedy="Draw a sequence flow from the boundary event to what is done when it happens.",
    remedy_zh="从边界事件画一条顺序流，指向事件发生后要做的步骤。",
    source="BPMN 2.0.2 §10.5.4",
    check=check,
)
