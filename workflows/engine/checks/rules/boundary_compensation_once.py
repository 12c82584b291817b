"""What undoes an activity is drawn once: at its boundary, or as an event sub-process inside it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram, event_sub_process
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import SUB_PROCESSES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for activity in diagram.activities:
        events = [each for each in diagram.boundaries(activity) if "compensate" in diagram.triggers(each)]
        if len(events) + _handled_inside(diagram, activity) > 1:
            yield Problem(activity)


def _handled_inside(diagram: Diagram, activity: Element) -> int:
    """Return how many event sub-processes inside *activity* start by its compensation."""
    inside = [each for each in activity.all(*SUB_PROCESSES) if event_sub_process(each)]
    return sum("compensate" in diagram.triggers(start) for each in inside for start in each.all("startEvent"))


RULE = Rule(
    id="boundary-compensation-once",
    title="What undoes an activity is drawn once: at its boundary, or as an event sub-process inside it.",
    title_zh="活动的撤销方式只画一次：要么是边界上的补偿事件，要么是其中的补偿事件子流程。",
    remedy="Keep one compensation event of the activity, or its event sub-process, and delete the rest.",
    remedy_zh="请只保留一个补偿边界事件或补偿事件子流程，删除其余的。",
    source="BPMN 2.0.2 §10.7, §13.5.5 (compensation handler)",
    check=check,
    level=Profile.RUN,
)
