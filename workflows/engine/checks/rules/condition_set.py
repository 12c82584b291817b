"""A condition trigger states its condition in an executable process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("conditionalEventDefinition"):
        condition = each.first("condition")
        if diagram.executable(each) and condition is not None and not condition.text.strip():
            yield Problem(each)


RULE = Rule(
    id="condition-set",
    title="A condition trigger states its condition in an executable process.",
    title_zh="可执行流程中，条件触发器必须写明条件。",
    remedy="Write the condition.",
    remedy_zh="请写明条件。",
    source="BPMN 2.0.2 §10.5.5",
    check=check,
)
