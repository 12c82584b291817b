"""In a process with a start event every activity and gateway can be reached by a sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.kinds import ACTIVITIES, CHOREOGRAPHY_ACTIVITIES, GATEWAYS
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; of activities that a tool saved, activity-has-incoming warns."""
    kinds = GATEWAYS if diagram.exported else GATEWAYS | ACTIVITIES | CHOREOGRAPHY_ACTIVITIES
    for node in diagram.of(*kinds):
        container = scope(node)
        if (
            not node.id
            or container is None
            or container.kind == "adHocSubProcess"
            or not container.all("startEvent")
        ):
            continue
        free = (
            node.is_true("isForCompensation")
            or node.is_true("triggeredByEvent")
            or node.is_true("instantiate")
        )
        if not free and not diagram.incoming(node):
            yield Problem(node)


RULE = Rule(
    id="gateway-has-incoming",
    title=("In a process with a start event every activity and gateway can be reached by a sequence flow."),
    title_zh="有开始事件的流程中，每个活动和网关都必须有流入的顺序流。",
    remedy="Draw a flow to the element, or delete it.",
    remedy_zh="画一条顺序流到该元素，或将其删除。",
    source="BPMN 2.0.2 §10.5.2 (Start Event), §10.6.1",
    check=check,
)
