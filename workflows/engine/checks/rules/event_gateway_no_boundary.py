"""A receive task after an event-based gateway has no boundary events."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("eventBasedGateway"):
        for flow in diagram.outgoing(gateway):
            target = diagram.target(flow)
            if target is not None and target.kind == "receiveTask" and diagram.boundaries(target):
                yield Problem(target)


RULE = Rule(
    id="event-gateway-no-boundary",
    title="A receive task after an event-based gateway has no boundary events.",
    title_zh="事件网关之后的接收环节不能附着边界事件。",
    remedy="Put what the boundary event waits for on a way of its own after the gateway.",
    remedy_zh="把边界事件等待的内容改为网关之后单独的一条出路。",
    source="BPMN 2.0.2 §10.6.6",
    check=check,
)
