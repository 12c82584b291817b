"""parallelMultiple has a meaning only where an event has several triggers."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import CATCHING
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of(*CATCHING):
        if event.is_true("parallelMultiple") and len(diagram.definitions(event)) < 2:
            yield Problem(event)


RULE = Rule(
    id="parallel-multiple",
    title="parallelMultiple has a meaning only where an event has several triggers.",
    title_zh="parallelMultiple 只对有多个触发器的事件有意义。",
    remedy="Add the other triggers, or delete parallelMultiple.",
    remedy_zh="补上其他触发器，或删除 parallelMultiple。",
    source="BPMN 2.0.2 §10.5.1",
    check=check,
    severity=Severity.WARNING,
)
