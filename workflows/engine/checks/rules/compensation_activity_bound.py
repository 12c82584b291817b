"""A compensation activity is connected to a compensation boundary event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    ends: set[str] = set()
    for line in diagram.of("association"):
        one, two = diagram.find(line.get("sourceRef")), diagram.find(line.get("targetRef"))
        if one is not None and two is not None and "boundaryEvent" in {one.kind, two.kind}:
            ends |= {one.id, two.id}
    for activity in diagram.activities:
        if (
            activity.is_true("isForCompensation")
            and activity.id not in ends
            and not activity.is_true("triggeredByEvent")
        ):
            yield Problem(activity)


RULE = Rule(
    id="compensation-activity-bound",
    title="A compensation activity is connected to a compensation boundary event.",
    title_zh="补偿活动必须与补偿边界事件相连。",
    remedy=("Draw an association from the compensation boundary event, or take the compensation mark away."),
    remedy_zh="从补偿边界事件画一条关联到该活动，或取消其补偿标记。",
    source="BPMN 2.0.2 §10.7.2",
    check=check,
)
