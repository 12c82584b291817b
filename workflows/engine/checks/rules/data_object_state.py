"""In which state data are says a reference to the data object, not the data object."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for data in diagram.of("dataObject"):
        if data.first("dataState") is not None:
            yield Problem(data)


RULE = Rule(
    id="data-object-state",
    title="In which state data are says a reference to the data object, not the data object.",
    title_zh="数据状态写在数据对象引用上，不写在数据对象上。",
    remedy="Draw a reference to the data object and say the state there.",
    remedy_zh="请画一个该数据对象的引用，并在引用上写明状态。",
    source="BPMN 2.0.2 §10.4.1 (Data Object References)",
    check=check,
)
