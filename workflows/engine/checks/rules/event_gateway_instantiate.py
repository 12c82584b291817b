"""An event-based gateway that starts the process is entered from a plain start event or from nothing."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("eventBasedGateway"):
        flows = diagram.incoming(gateway)
        if not gateway.is_true("instantiate") or not flows:
            continue
        sources = [diagram.source(flow) for flow in flows]
        plain = [
            each
            for each in sources
            if each is not None and each.kind == "startEvent" and not diagram.definitions(each)
        ]
        if len(flows) > 1 or len(plain) != 1:
            yield Problem(gateway)


RULE = Rule(
    id="event-gateway-instantiate",
    title=(
        "An event-based gateway that starts the process is entered from a plain start event or from nothing."
    ),
    title_zh="用于启动流程的事件网关不能有流入的顺序流（来自空开始事件的一条除外）。",
    remedy="Delete the incoming flows, or set instantiate to false.",
    remedy_zh="删除流入的顺序流，或把 instantiate 设为 false。",
    source="BPMN 2.0.2 §10.6.6",
    check=check,
)
