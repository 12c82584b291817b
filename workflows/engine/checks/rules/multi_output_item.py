"""An output item of a multi-instance activity needs the collection it goes to."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("multiInstanceLoopCharacteristics"):
        if each.first("outputDataItem") is not None and each.first("loopDataOutputRef") is None:
            yield Problem(each)


RULE = Rule(
    id="multi-output-item",
    title="An output item of a multi-instance activity needs the collection it goes to.",
    title_zh="多实例的输出项（outputDataItem）必须有目标集合（loopDataOutputRef）。",
    remedy="Name the collection in loopDataOutputRef, or delete the output item.",
    remedy_zh="在 loopDataOutputRef 中指明集合，或删除输出项。",
    source="BPMN 2.0.2 §10.3.8",
    check=check,
)
