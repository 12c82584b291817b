"""What a compensation event names is an activity with a compensation handler."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import ACTIVITIES, CATCHING, SUB_PROCESSES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("compensateEventDefinition"):
        activity = diagram.find(each.get("activityRef")) if each.get("activityRef") else None
        if (
            activity is None
            or activity.kind not in ACTIVITIES
            or (each.parent and each.parent.kind in CATCHING)
        ):
            continue
        if activity.above("process") is not each.above("process"):
            yield Problem(
                each, f"{say(activity)[0]} stands in another process.", f"{say(activity)[1]}在另一流程中。"
            )
            continue
        caught = any("compensate" in diagram.triggers(event) for event in diagram.boundaries(activity))
        if not caught and activity.kind not in SUB_PROCESSES | {"callActivity"}:
            yield Problem(
                each, f"{say(activity)[0]} has no compensation handler.", f"{say(activity)[1]}没有补偿处理。"
            )


RULE = Rule(
    id="compensation-activity-ref",
    title="What a compensation event names is an activity with a compensation handler.",
    title_zh="补偿事件所指的必须是带有补偿处理的活动。",
    remedy=("Name an activity that has a compensation boundary event or a compensation event sub-process."),
    remedy_zh="请指向带有补偿边界事件或补偿事件子流程的活动。",
    source="BPMN 2.0.2 §10.5.5, §10.7.2",
    check=check,
)
