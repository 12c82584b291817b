"""A catching intermediate event waits for a message, a time, a condition, a link or a signal."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    allowed = {"message", "timer", "conditional", "link", "signal"}
    for event in diagram.of("intermediateCatchEvent"):
        triggers = diagram.triggers(event)
        if not triggers and not event.all("eventDefinitionRef"):
            yield Problem(event, "it waits for nothing: it has no trigger.", "它没有触发器，不知道在等什么。")
        for wrong in [each for each in triggers if each not in allowed]:
            yield Problem(event, f"its trigger is “{wrong}”.", f"它的触发方式是“{wrong}”。")


RULE = Rule(
    id="catch-trigger",
    title=("A catching intermediate event waits for a message, a time, a condition, a link or a signal."),
    title_zh="中间等待事件只能等待消息、时间、条件、链接或信号。",
    remedy=(
        "Choose what the event waits for; errors, escalations, cancel and compensation are caught at a boundary."
    ),
    remedy_zh="请设置它等待什么；错误、升级、取消、补偿要用边界事件捕获。",
    source="BPMN 2.0.2 §10.5.4, table 10.90",
    check=check,
)
