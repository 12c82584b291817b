"""An event sub-process starts by a message, time, error, escalation, compensation, condition or signal."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, event_sub_process, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    allowed = {"message", "timer", "error", "escalation", "compensate", "conditional", "signal"}
    for start in diagram.of("startEvent"):
        if not event_sub_process(scope(start)):
            continue
        triggers = diagram.triggers(start)
        if not triggers and not start.all("eventDefinitionRef"):
            yield Problem(
                start,
                "it has no trigger, so its event sub-process never starts.",
                "它没有触发器，事件子流程永远不会启动。",
            )
        for wrong in [each for each in triggers if each not in allowed]:
            yield Problem(start, f"its trigger is “{wrong}”.", f"它的触发方式是“{wrong}”。")


RULE = Rule(
    id="event-sub-start-trigger",
    title=(
        "An event sub-process starts by a message, time, error, escalation, compensation, condition or signal."
    ),
    title_zh="事件子流程的开始事件必须是消息、定时、错误、升级、补偿、条件或信号。",
    remedy="Give the start event of the event sub-process one of these triggers.",
    remedy_zh="请为事件子流程的开始事件设置上述触发器之一。",
    source="BPMN 2.0.2 §10.5.2, table 10.86",
    check=check,
)
