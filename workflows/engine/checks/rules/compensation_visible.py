"""An activity is compensated from where it can be seen: from its own level."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, event_sub_process, scope
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import ACTIVITIES, THROWING
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of(*THROWING):
        for trigger in diagram.definitions(event):
            if trigger.kind != "compensateEventDefinition" or not trigger.get("activityRef"):
                continue
            activity = diagram.find(trigger.get("activityRef"))
            if activity is None or activity.kind not in ACTIVITIES:
                continue
            if activity.above("process") is event.above("process") and scope(activity) not in _seen(event):
                yield Problem(
                    event,
                    f"{say(activity)[0]} stands on another level.",
                    f"{say(activity)[1]}在另一层中。",
                )


def _seen(event: Element) -> list[Element | None]:
    """Return the levels that *event* sees: its own and, out of event sub-processes, those around."""
    levels = [scope(event)]
    while event_sub_process(levels[-1]) and (inner := levels[-1]) is not None:
        levels.append(scope(inner))
    return levels


RULE = Rule(
    id="compensation-visible",
    title="An activity is compensated from its own level, or from an event sub-process of that level.",
    title_zh="补偿事件只能补偿同一层的活动；事件子流程中的补偿事件可补偿其外层的活动。",
    remedy="Move the compensation event to the level of the activity, or compensate the sub-process around it.",
    remedy_zh="请把补偿事件移到该活动所在的一层，或改为补偿包含它的子流程。",
    source="BPMN 2.0.2 §10.7.2 (Compensation Triggering)",
    check=check,
)
