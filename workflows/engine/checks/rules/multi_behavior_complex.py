"""A multi-instance activity with behavior "Complex" defines that behavior."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("multiInstanceLoopCharacteristics"):
        complex_ = each.first("complexBehaviorDefinition") is not None
        if (each.get("behavior") == "Complex") is not complex_:
            yield Problem(each)


RULE = Rule(
    id="multi-behavior-complex",
    title='A multi-instance activity with behavior "Complex" defines that behavior.',
    title_zh="behavior 为 Complex 的多实例活动必须含有 complexBehaviorDefinition。",
    remedy="Add a complexBehaviorDefinition, or set behavior to All.",
    remedy_zh="补上 complexBehaviorDefinition，或把 behavior 改为 All。",
    source="BPMN 2.0.2 §10.3.8",
    check=check,
)
