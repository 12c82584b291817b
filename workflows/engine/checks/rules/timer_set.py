"""In an executable process each timer says when."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for timer in diagram.of("timerEventDefinition"):
        times = timer.all("timeDate", "timeDuration", "timeCycle")
        if diagram.executable(timer) and not any(each.text.strip() for each in times):
            yield Problem(timer)


RULE = Rule(
    id="timer-set",
    title="In an executable process each timer says when.",
    title_zh="可执行流程中，每个定时器都必须写明时间。",
    remedy="Write a date, a duration such as P14D, or a cycle into the timer.",
    remedy_zh="请为定时器填写日期、时长（如 P14D）或周期。",
    source="BPMN 2.0.2 §10.5.5",
    check=check,
)
