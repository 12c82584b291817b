"""Where an event-based gateway without incoming flow starts the process, there is no start event beside it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("eventBasedGateway"):
        container = scope(gateway)
        if not gateway.is_true("instantiate") or diagram.incoming(gateway) or container is None:
            continue
        if container.all("startEvent"):
            yield Problem(gateway)


RULE = Rule(
    id="event-gateway-instantiate-start",
    title=(
        "Where an event-based gateway without incoming flow starts the process, there is no start event beside it."
    ),
    title_zh="由没有流入顺序流的事件网关启动的流程，不能再有开始事件。",
    remedy=("Connect the start event to the gateway, delete the start event, or set instantiate to false."),
    remedy_zh="把开始事件连到网关、删除开始事件，或把 instantiate 设为 false。",
    source="BPMN 2.0.2 §10.6.6",
    check=check,
)
