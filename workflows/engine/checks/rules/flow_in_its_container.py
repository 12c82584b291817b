"""A sequence flow is written in the same process or sub-process as the elements it joins."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for flow in diagram.flows:
        source, target = diagram.source(flow), diagram.target(flow)
        if source is None or target is None:
            continue
        if scope(source) is scope(target) and scope(flow) is not scope(source):
            yield Problem(flow)


RULE = Rule(
    id="flow-in-its-container",
    title=("A sequence flow is written in the same process or sub-process as the elements it joins."),
    title_zh="顺序流应写在它所连接元素所在的流程或子流程中。",
    remedy="Move the sequence flow into the process or sub-process of its source.",
    remedy_zh="把顺序流移到其起点所在的流程或子流程中。",
    source="BPMN 2.0.2 §8.4.8",
    check=check,
    severity=Severity.WARNING,
)
