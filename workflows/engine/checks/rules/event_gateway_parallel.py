"""A parallel event-based gateway is only used to start a process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("eventBasedGateway"):
        if gateway.get("eventGatewayType") == "Parallel" and not gateway.is_true("instantiate"):
            yield Problem(gateway)


RULE = Rule(
    id="event-gateway-parallel",
    title="A parallel event-based gateway is only used to start a process.",
    title_zh="并行型事件网关只能用于启动流程。",
    remedy="Set instantiate to true, or eventGatewayType to Exclusive.",
    remedy_zh="把 instantiate 设为 true，或把 eventGatewayType 改为 Exclusive。",
    source="BPMN 2.0.2 §10.6.6",
    check=check,
)
