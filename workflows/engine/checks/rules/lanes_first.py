"""The lanes of a process are written before its steps."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import FLOW_NODES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for lanes in diagram.of("laneSet"):
        steps = lanes.parent.all(*FLOW_NODES, "sequenceFlow") if lanes.parent is not None else []
        if steps and steps[0].order < lanes.order:
            yield Problem(lanes)


RULE = Rule(
    id="lanes-first",
    title="The lanes of a process are written before its steps.",
    title_zh="流程的泳道组（laneSet）必须写在各步骤之前。",
    remedy="Move the laneSet to the beginning of the process, behind its properties.",
    remedy_zh="请把 laneSet 移到流程开头，放在 property 之后。",
    source="BPMN 2.0.2, XML schema (Semantic.xsd, tProcess and tSubProcess)",
    check=check,
)
