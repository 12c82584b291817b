"""A throwing intermediate event gives nothing, a message, an escalation, a compensation, a link or a signal."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    allowed = {"message", "escalation", "compensate", "link", "signal"}
    for event in diagram.of("intermediateThrowEvent", "event", "implicitThrowEvent"):
        for wrong in [each for each in diagram.triggers(event) if each not in allowed]:
            yield Problem(event, f"its trigger is “{wrong}”.", f"它的触发方式是“{wrong}”。")


RULE = Rule(
    id="throw-trigger",
    title=(
        "A throwing intermediate event gives nothing, a message, an escalation, a compensation, a link or a signal."
    ),
    title_zh="中间抛出事件只能是空、消息、升级、补偿、链接或信号。",
    remedy="Choose one of these; errors, cancel and terminate stand at an end event.",
    remedy_zh="请改用这些类型；错误、取消、终止只能用结束事件。",
    source="BPMN 2.0.2 §10.5.4, table 10.90",
    check=check,
)
