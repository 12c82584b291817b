"""An input item of a multi-instance activity needs the collection it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("multiInstanceLoopCharacteristics"):
        if each.first("inputDataItem") is not None and each.first("loopDataInputRef") is None:
            yield Problem(each)


RULE = Rule(
    id="multi-input-item",
    title="An input item of a multi-instance activity needs the collection it comes from.",
    title_zh="多实例的输入项（inputDataItem）必须有来源集合（loopDataInputRef）。",
    remedy="Name the collection in loopDataInputRef, or delete the input item.",
    remedy_zh="在 loopDataInputRef 中指明集合，或删除输入项。",
    source="BPMN 2.0.2 §10.3.8",
    check=check,
)
