"""A correlation key has at least one property."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for key in diagram.of("correlationKey"):
        if not key.all("correlationPropertyRef"):
            yield Problem(key)


RULE = Rule(
    id="correlation-key-property",
    title="A correlation key has at least one property.",
    title_zh="关联键至少要有一个关联属性。",
    remedy="Name a correlation property in the key.",
    remedy_zh="在关联键中指明一个关联属性。",
    source="BPMN 2.0.2 §8.4.2",
    check=check,
    severity=Severity.WARNING,
)
