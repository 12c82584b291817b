"""In an executable process a signal event names its signal."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("signalEventDefinition"):
        if diagram.executable(each) and not each.get("signalRef"):
            yield Problem(each)


RULE = Rule(
    id="event-signal-set",
    title="In an executable process a signal event names its signal.",
    title_zh="可执行流程中，信号事件必须指明信号。",
    remedy="Choose or create the signal that this event sends or waits for.",
    remedy_zh="请选择或新建该事件发送或等待的信号。",
    source="BPMN 2.0.2 §10.5.5",
    check=check,
)
