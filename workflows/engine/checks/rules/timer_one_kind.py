"""A timer gives a date, a duration or a cycle, and only one of them."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for timer in diagram.of("timerEventDefinition"):
        if len(timer.all("timeDate", "timeDuration", "timeCycle")) > 1:
            yield Problem(timer)


RULE = Rule(
    id="timer-one-kind",
    title="A timer gives a date, a duration or a cycle, and only one of them.",
    title_zh="定时器只能在日期、时长、周期中选一种。",
    remedy="Keep one of timeDate, timeDuration and timeCycle.",
    remedy_zh="timeDate、timeDuration、timeCycle 只保留一个。",
    source="BPMN 2.0.2 §10.5.5",
    check=check,
)
