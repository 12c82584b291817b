"""An event-based gateway has at least two outgoing sequence flows."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("eventBasedGateway"):
        if gateway.id and len(diagram.outgoing(gateway)) < 2:
            yield Problem(gateway)


RULE = Rule(
    id="event-gateway-outgoing",
    title="An event-based gateway has at least two outgoing sequence flows.",
    title_zh="事件网关至少要有两条流出的顺序流。",
    remedy="Draw the second event that may happen, or delete the gateway.",
    remedy_zh="补画第二个可能发生的事件，或删除该网关。",
    source="BPMN 2.0.2 §10.6.6",
    check=check,
)
