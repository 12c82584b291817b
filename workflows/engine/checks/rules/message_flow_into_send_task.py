"""No message flow leads into a send task."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for flow in diagram.of("messageFlow"):
        target = diagram.find(flow.get("targetRef"))
        if target is not None and target.kind == "sendTask":
            yield Problem(flow)


RULE = Rule(
    id="message-flow-into-send-task",
    title="No message flow leads into a send task.",
    title_zh="消息流不应指向发送环节。",
    remedy="Lead the message to a receive task or a catching event, or turn the flow round.",
    remedy_zh="请改为指向接收环节或捕获事件，或把消息流调转方向。",
    source="BPMN 2.0.2 §10.3.3, table 10.9 (a send task only sends)",
    check=check,
    severity=Severity.WARNING,
)
