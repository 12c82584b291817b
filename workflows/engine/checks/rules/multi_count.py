"""In an executable process a multi-instance activity says how many instances there are."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("multiInstanceLoopCharacteristics"):
        said = each.first("loopCardinality", "loopDataInputRef", "extensionElements") is not None
        foreign = any(key.startswith("{") for key in each.attributes)
        if diagram.executable(each) and not said and not foreign:
            yield Problem(each)


RULE = Rule(
    id="multi-count",
    title="In an executable process a multi-instance activity says how many instances there are.",
    title_zh="可执行流程中，多实例活动必须说明实例数（次数或集合）。",
    remedy="Give a number (loopCardinality) or a collection (loopDataInputRef).",
    remedy_zh="请填写次数（loopCardinality）或集合（loopDataInputRef）。",
    source="BPMN 2.0.2 §10.3.8",
    check=check,
)
