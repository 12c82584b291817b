"""In a diagram of another tool with an end event, every activity leads on."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.kinds import ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; in what no tool saved, step-has-outgoing refuses it."""
    for node in diagram.of(*ACTIVITIES) if diagram.exported else ():
        container = scope(node)
        if container is None or container.kind == "adHocSubProcess" or not container.all("endEvent"):
            continue
        free = node.is_true("isForCompensation") or node.is_true("triggeredByEvent")
        if node.id and not free and not diagram.outgoing(node):
            yield Problem(node)


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
