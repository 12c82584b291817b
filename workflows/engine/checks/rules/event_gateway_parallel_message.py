"""A parallel event-based gateway that starts a process waits for messages only."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say

OTHERS = {"timer", "conditional", "signal"}
"""What else an event-based gateway may wait for where it starts nothing, or one of several alone."""


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("eventBasedGateway"):
        if gateway.get("eventGatewayType") != "Parallel" or not gateway.is_true("instantiate"):
            continue
        for flow in diagram.outgoing(gateway):
            target = diagram.target(flow)
            if target is not None and set(diagram.triggers(target)) & OTHERS:
                yield Problem(gateway, f"it leads to {say(target)[0]}.", f"它指向了{say(target)[1]}。")


RULE = Rule(
    id="event-gateway-parallel-message",
    title="A parallel event-based gateway that starts a process waits for messages only.",
    title_zh="用于启动流程的并行型事件网关只能等待消息。",
    remedy="Let each way begin with a message event or a receive task, or set eventGatewayType to Exclusive.",
    remedy_zh="请让每条出路都以消息事件或接收环节开始，或把 eventGatewayType 改为 Exclusive。",
    source="BPMN 2.0.2 §13.4.4",
    check=check,
)
