"""A data object reference names its data object."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("dataObjectReference"):
        if not each.get("dataObjectRef"):
            yield Problem(each)


RULE = Rule(
    id="data-reference-object",
    title="A data object reference names its data object.",
    title_zh="数据对象引用必须指明数据对象。",
    remedy="Set dataObjectRef to the data object that is shown here.",
    remedy_zh="请把 dataObjectRef 设为此处所示的数据对象。",
    source="BPMN 2.0.2 §10.4.1, table 10.52",
    check=check,
)
