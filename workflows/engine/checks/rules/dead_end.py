"""Every way ends in an end event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for node in diagram.nodes:
        container = scope(node)
        free = (
            node.is_true("isForCompensation") or node.is_true("triggeredByEvent") or node.kind == "endEvent"
        )
        link = node.kind == "intermediateThrowEvent" and "link" in diagram.triggers(node)
        compensates = node.kind == "boundaryEvent" and "compensate" in diagram.triggers(node)
        inside = container is not None and container.kind == "adHocSubProcess"
        if not (free or link or compensates or inside or diagram.outgoing(node)):
            yield Problem(node)


RULE = Rule(
    id="dead-end",
    title="Every way ends in an end event.",
    title_zh="每条路都要以结束事件收尾。",
    remedy="Draw a flow to the next step or to an end event.",
    remedy_zh="请画一条顺序流到下一步或结束事件。",
    source="Hewei",
    check=check,
    level=Profile.HOUSE,
)
