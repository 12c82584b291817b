"""Of what kind data are says the data object, not a reference to it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for shown in diagram.of("dataObjectReference"):
        if shown.get("itemSubjectRef"):
            yield Problem(shown)


RULE = Rule(
    id="data-reference-kind",
    title="Of what kind data are says the data object, not a reference to it.",
    title_zh="数据项定义写在数据对象上，不写在数据对象引用上。",
    remedy="Move the item definition (itemSubjectRef) from the reference to its data object.",
    remedy_zh="请把数据项定义（itemSubjectRef）从引用移到其数据对象上。",
    source="BPMN 2.0.2 §10.4.1 (Data Object References)",
    check=check,
)
