"""An event-based gateway without incoming flow starts the process: it says instantiate="true"."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("eventBasedGateway"):
        if gateway.id and not gateway.is_true("instantiate") and not diagram.incoming(gateway):
            yield Problem(gateway)


RULE = Rule(
    id="event-gateway-needs-incoming",
    title=('An event-based gateway without incoming flow starts the process: it says instantiate="true".'),
    title_zh='没有流入顺序流的事件网关是用来启动流程的，必须写 instantiate="true"。',
    remedy="Draw a flow to the gateway, or set instantiate to true.",
    remedy_zh="画一条顺序流到该网关，或把 instantiate 设为 true。",
    source="BPMN 2.0.2 §10.6.6",
    check=check,
    severity=Severity.WARNING,
)
