"""A start event leads somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for start in diagram.of("startEvent"):
        container = scope(start)
        if start.id and container is not None and not diagram.outgoing(start):
            yield Problem(start)


RULE = Rule(
    id="start-has-outgoing",
    title="A start event leads somewhere.",
    title_zh="开始事件必须有流出的顺序流。",
    remedy="Draw a sequence flow from the start event to the first step.",
    remedy_zh="从开始事件画一条顺序流到第一个步骤。",
    source="BPMN 2.0.2 §10.5.2",
    check=check,
)
