"""After an event-based gateway messages are caught either by events or by receive tasks, not by both."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("eventBasedGateway"):
        targets = [
            each for each in (diagram.target(flow) for flow in diagram.outgoing(gateway)) if each is not None
        ]
        receives = any(each.kind == "receiveTask" for each in targets)
        catches = any(
            each.kind == "intermediateCatchEvent" and "message" in diagram.triggers(each) for each in targets
        )
        if receives and catches:
            yield Problem(gateway)


RULE = Rule(
    id="event-gateway-one-kind",
    title=(
        "After an event-based gateway messages are caught either by events or by receive tasks, not by both."
    ),
    title_zh="事件网关之后接收消息，要么都用消息事件，要么都用接收环节，不能混用。",
    remedy="Replace the receive tasks by message events, or the other way round.",
    remedy_zh="把接收环节换成消息事件，或反过来统一。",
    source="BPMN 2.0.2 §10.6.6",
    check=check,
)
