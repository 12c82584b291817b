"""An end event gives no result, a message, error, escalation, cancel, compensation, signal or terminates."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for end in diagram.of("endEvent"):
        for wrong in [each for each in diagram.triggers(end) if each in {"timer", "conditional", "link"}]:
            yield Problem(end, f"its result is “{wrong}”.", f"它的结果是“{wrong}”。")


RULE = Rule(
    id="end-trigger",
    title=(
        "An end event gives no result, a message, error, escalation, cancel, compensation, signal or terminates."
    ),
    title_zh="结束事件只能是空、消息、错误、升级、取消、补偿、信号或终止。",
    remedy=(
        "Choose one of these results; to wait for a time or a condition draw a catching event before the end."
    ),
    remedy_zh="请改用这些结果；要等待时间或条件，请在结束前画一个捕获事件。",
    source="BPMN 2.0.2 §10.5.3, table 10.89",
    check=check,
)
