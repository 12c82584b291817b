"""An error or cancel boundary event always interrupts its activity."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("boundaryEvent"):
        if event.is_false("cancelActivity") and {"error", "cancel"} & set(diagram.triggers(event)):
            yield Problem(event)


RULE = Rule(
    id="boundary-error-interrupts",
    title="An error or cancel boundary event always interrupts its activity.",
    title_zh="错误或取消边界事件必须中断所附着的活动。",
    remedy='Delete cancelActivity="false" (draw the event with a solid line).',
    remedy_zh='删除 cancelActivity="false"（事件画实线）。',
    source="BPMN 2.0.2 §10.5.4, table 10.92",
    check=check,
)
