"""No message flow comes from a receive task."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for flow in diagram.of("messageFlow"):
        source = diagram.find(flow.get("sourceRef"))
        if source is not None and source.kind == "receiveTask":
            yield Problem(flow)


RULE = Rule(
    id="message-flow-from-receive-task",
    title="No message flow comes from a receive task.",
    title_zh="消息流不应从接收环节发出。",
    remedy="Send the message from a send task or a throwing event, or turn the flow round.",
    remedy_zh="请改由发送环节或抛出事件发出，或把消息流调转方向。",
    source="BPMN 2.0.2 §10.3.3, table 10.10 (a receive task only receives)",
    check=check,
    severity=Severity.WARNING,
)
