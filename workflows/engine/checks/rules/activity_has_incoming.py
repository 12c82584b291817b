"""In a diagram of another tool, a flow leads to every activity beside a start event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.loose_ends import unreached, warned_of
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; in what no tool saved, gateway-has-incoming refuses it."""
    yield from map(Problem, unreached(diagram, warned_of(diagram)))


RULE = Rule(
    id="activity-has-incoming",
    title="An activity that no flow leads to begins at once, beside the start event.",
    title_zh="没有流入顺序流的活动会与开始事件同时开始。",
    remedy="Draw a flow to the activity where it should wait for another step, or delete it.",
    remedy_zh="如果它应在别的步骤之后进行，请画一条流到它的顺序流；不需要时请删除。",
    source="BPMN 2.0.2 §10.3 (Sequence Flow Connections), §10.5.2",
    check=check,
    severity=Severity.WARNING,
)
