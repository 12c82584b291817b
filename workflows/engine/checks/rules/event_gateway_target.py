"""An event-based gateway leads to receive tasks or message, timer, condition and signal catches only."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import CHOREOGRAPHY_ACTIVITIES, FLOW_NODES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say

WAITING = CHOREOGRAPHY_ACTIVITIES | {"receiveTask"}
"""What waits for a message by itself; in a choreography that is each of its tasks."""


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    allowed = {"message", "timer", "conditional", "signal"}
    for gateway in diagram.of("eventBasedGateway"):
        for flow in diagram.outgoing(gateway):
            target = diagram.target(flow)
            if target is None or target.kind not in FLOW_NODES - WAITING:
                continue
            triggers = set(diagram.triggers(target))
            if target.kind != "intermediateCatchEvent" or (triggers and not triggers <= allowed):
                yield Problem(gateway, f"it leads to {say(target)[0]}.", f"它指向了{say(target)[1]}。")


RULE = Rule(
    id="event-gateway-target",
    title=(
        "An event-based gateway leads to receive tasks or message, timer, condition and signal catches only."
    ),
    title_zh="事件网关只能指向接收环节，或等待消息、时间、条件、信号的中间等待事件。",
    remedy="Put a catching event directly after the gateway on each of its ways.",
    remedy_zh="请在网关的每条出路上直接放一个中间等待事件。",
    source="BPMN 2.0.2 §10.6.6",
    check=check,
)
