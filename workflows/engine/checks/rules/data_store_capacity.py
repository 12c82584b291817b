"""An unlimited data store has no capacity."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("dataStore"):
        if each.is_true("isUnlimited") and each.get("capacity"):
            yield Problem(each)


RULE = Rule(
    id="data-store-capacity",
    title="An unlimited data store has no capacity.",
    title_zh="无限容量的数据存储不应写容量。",
    remedy="Set isUnlimited to false, or delete capacity.",
    remedy_zh="把 isUnlimited 设为 false，或删除 capacity。",
    source="BPMN 2.0.2 §10.4.1, table 10.55",
    check=check,
    severity=Severity.WARNING,
)
