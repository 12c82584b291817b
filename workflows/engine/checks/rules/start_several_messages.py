"""A start event into which several message flows lead waits for several messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    counts = Counter(local(each.get("targetRef")) for each in diagram.of("messageFlow"))
    for event in diagram.of("startEvent"):
        if event.id and counts[event.id] > 1 and len(diagram.definitions(event)) < 2:
            yield Problem(
                event,
                f"{counts[event.id]} message flows lead into it.",
                f"有 {counts[event.id]} 条消息流指向它。",
            )


RULE = Rule(
    id="start-several-messages",
    title="A start event into which several message flows lead waits for several messages.",
    title_zh="有多条消息流指向的开始事件，应是多重触发。",
    remedy="Give the start event a message for each message flow, or draw several start events.",
    remedy_zh="请为每条消息流给开始事件添加一个消息，或画多个开始事件。",
    source="BPMN 2.0.2 §7.6.2, §10.5.2",
    check=check,
    severity=Severity.WARNING,
)
