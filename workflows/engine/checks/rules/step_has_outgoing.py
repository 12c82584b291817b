"""In a process with an end event every activity and gateway leads on."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.kinds import ACTIVITIES, CHOREOGRAPHY_ACTIVITIES, GATEWAYS
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; of our own procedures the rule dead-end asks more."""
    if diagram.profile is Profile.HOUSE:
        return
    kinds = GATEWAYS if diagram.exported else GATEWAYS | ACTIVITIES | CHOREOGRAPHY_ACTIVITIES
    for node in diagram.of(*kinds):
        container = scope(node)
        if not node.id or container is None or container.kind == "adHocSubProcess":
            continue
        free = node.is_true("isForCompensation") or node.is_true("triggeredByEvent")
        if container.all("endEvent") and not free and not diagram.outgoing(node):
            yield Problem(node)


RULE = Rule(
    id="step-has-outgoing",
    title="In a process with an end event every activity and gateway leads on.",
    title_zh="有结束事件的流程中，每个活动和网关都必须有流出的顺序流。",
    remedy="Draw a flow to the next step or to an end event, or delete the element.",
    remedy_zh="画一条顺序流到下一步或结束事件，或删除该元素。",
    source="BPMN 2.0.2 §10.5.3 (End Event), §10.6.1",
    check=check,
)
