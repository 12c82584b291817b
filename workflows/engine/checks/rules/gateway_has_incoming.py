"""In a process with a start event every activity and gateway can be reached by a sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.loose_ends import refused, unreached
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; of activities that a tool saved, activity-has-incoming warns."""
    yield from map(Problem, unreached(diagram, refused(diagram)))


RULE = Rule(
    id="gateway-has-incoming",
    title=("In a process with a start event every activity and gateway can be reached by a sequence flow."),
    title_zh="有开始事件的流程中，每个活动和网关都必须有流入的顺序流。",
    remedy="Draw a flow to the element, or delete it.",
    remedy_zh="画一条顺序流到该元素，或将其删除。",
    source="BPMN 2.0.2 §10.5.2 (Start Event), §10.6.1",
    check=check,
)
