"""A multi-instance activity is counted by a number or by a collection, not by both."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("multiInstanceLoopCharacteristics"):
        if each.first("loopCardinality") is not None and each.first("loopDataInputRef") is not None:
            yield Problem(each)


RULE = Rule(
    id="multi-one-count",
    title="A multi-instance activity is counted by a number or by a collection, not by both.",
    title_zh="多实例活动只能按次数或按集合之一来确定实例数，不能同时使用。",
    remedy="Keep either loopCardinality or loopDataInputRef.",
    remedy_zh="loopCardinality 和 loopDataInputRef 只保留一个。",
    source="BPMN 2.0.2 §10.3.8",
    check=check,
)
