"""What follows an event-based gateway has no other incoming sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import FLOW_NODES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("eventBasedGateway"):
        for flow in diagram.outgoing(gateway):
            target = diagram.target(flow)
            if target is not None and target.kind in FLOW_NODES and len(diagram.incoming(target)) > 1:
                yield Problem(target)


RULE = Rule(
    id="event-gateway-target-incoming",
    title="What follows an event-based gateway has no other incoming sequence flow.",
    title_zh="事件网关之后的元素不能再有其他流入的顺序流。",
    remedy="Lead the other flow to the gateway, or join the ways later.",
    remedy_zh="把另一条顺序流改接到网关，或在之后再合并。",
    source="BPMN 2.0.2 §10.6.6",
    check=check,
)
