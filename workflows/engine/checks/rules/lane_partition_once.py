"""A lane names its partition either by reference or inside, not both."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for lane in diagram.of("lane"):
        if lane.get("partitionElementRef") and lane.first("partitionElement") is not None:
            yield Problem(lane)


RULE = Rule(
    id="lane-partition-once",
    title="A lane names its partition either by reference or inside, not both.",
    title_zh="泳道的划分元素只能用引用或内含之一，不能同时使用。",
    remedy="Keep partitionElementRef or partitionElement.",
    remedy_zh="partitionElementRef 和 partitionElement 只保留一个。",
    source="BPMN 2.0.2 §10.8",
    check=check,
)
