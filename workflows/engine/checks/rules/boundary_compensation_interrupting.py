"""cancelActivity="false" has no meaning at a compensation boundary event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("boundaryEvent"):
        if event.is_false("cancelActivity") and "compensate" in diagram.triggers(event):
            yield Problem(event)


RULE = Rule(
    id="boundary-compensation-interrupting",
    title='cancelActivity="false" has no meaning at a compensation boundary event.',
    title_zh='cancelActivity="false" 对补偿边界事件没有意义。',
    remedy="Delete cancelActivity: the activity is already done when it is compensated.",
    remedy_zh="删除 cancelActivity：补偿发生时活动已经完成。",
    source="BPMN 2.0.2 §10.5.4, table 10.92",
    check=check,
    severity=Severity.WARNING,
)
