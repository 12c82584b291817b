"""In a diagram of another tool with an end event, every activity leads on."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.loose_ends import leading_nowhere, warned_of
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; in what no tool saved, step-has-outgoing refuses it."""
    yield from map(Problem, leading_nowhere(diagram, warned_of(diagram)))


RULE = Rule(
    id="activity-has-outgoing",
    title="An activity that leads nowhere ends its way, though no end event says so.",
    title_zh="没有流出顺序流的活动就是这条路的终点，但图上没有结束事件标明。",
    remedy="Draw a flow to the next step, or to an end event.",
    remedy_zh="请画一条顺序流到下一步，或者到结束事件。",
    source="BPMN 2.0.2 §10.3 (Sequence Flow Connections)",
    check=check,
    severity=Severity.WARNING,
)
