"""A boundary event waits for a message, time, error, escalation, cancel, compensation, condition or signal."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("boundaryEvent"):
        triggers = diagram.triggers(event)
        if not triggers and not event.all("eventDefinitionRef"):
            yield Problem(event, "it waits for nothing: it has no trigger.", "它没有触发器，不知道在等什么。")
        for wrong in [each for each in triggers if each in {"link", "terminate"}]:
            yield Problem(event, f"its trigger is “{wrong}”.", f"它的触发方式是“{wrong}”。")


RULE = Rule(
    id="boundary-trigger",
    title=(
        "A boundary event waits for a message, time, error, escalation, cancel, compensation, condition or signal."
    ),
    title_zh="边界事件只能是消息、定时、错误、升级、取消、补偿、条件或信号。",
    remedy=("Choose what the boundary event waits for; links and terminate cannot stand at a boundary."),
    remedy_zh="请设置边界事件等待什么；链接和终止不能用作边界事件。",
    source="BPMN 2.0.2 §10.5.4, table 10.91",
    check=check,
)
