"""A data association with several sources says how they become one."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for line in diagram.of("dataInputAssociation", "dataOutputAssociation"):
        if len(line.all("sourceRef")) > 1 and line.first("transformation", "assignment") is None:
            yield Problem(line)


RULE = Rule(
    id="data-association-transformation",
    title="A data association with several sources says how they become one.",
    title_zh="有多个来源的数据关联必须说明如何转换（transformation）。",
    remedy="Add a transformation, or draw one association for each source.",
    remedy_zh="添加 transformation，或为每个来源单独画一条关联。",
    source="BPMN 2.0.2 §10.4.2",
    check=check,
)
