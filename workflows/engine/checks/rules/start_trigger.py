"""The start event of a process waits for nothing, a message, a time, a condition or a signal."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for start in diagram.of("startEvent"):
        container = scope(start)
        if container is None or container.kind != "process":
            continue
        wrong = [
            each
            for each in diagram.triggers(start)
            if each not in {"message", "timer", "conditional", "signal"}
        ]
        if wrong:
            yield Problem(start, f"its trigger is “{wrong[0]}”.", f"它的触发方式是“{wrong[0]}”。")


RULE = Rule(
    id="start-trigger",
    title=("The start event of a process waits for nothing, a message, a time, a condition or a signal."),
    title_zh="流程的开始事件只能是空、消息、定时、条件或信号（或它们的组合）。",
    remedy=(
        "Choose one of these triggers; error, escalation and compensation begin event sub-processes only."
    ),
    remedy_zh="请改用这些触发方式；错误、升级、补偿只能用于事件子流程的开始事件。",
    source="BPMN 2.0.2 §10.5.2, table 10.84",
    check=check,
)
