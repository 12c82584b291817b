"""isInterrupting has a meaning only at the start event of an event sub-process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram, event_sub_process, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for start in diagram.of("startEvent"):
        if start.is_false("isInterrupting") and not event_sub_process(scope(start)):
            yield Problem(start)


RULE = Rule(
    id="start-interrupting-only-in-event-sub",
    title="isInterrupting has a meaning only at the start event of an event sub-process.",
    title_zh="isInterrupting 只对事件子流程的开始事件有意义。",
    remedy="Delete isInterrupting here.",
    remedy_zh="请删除此处的 isInterrupting。",
    source="BPMN 2.0.2 §10.5.2, table 10.88",
    check=check,
    severity=Severity.WARNING,
)
