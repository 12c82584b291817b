"""No boundary event is attached to an event sub-process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, event_sub_process, local
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("boundaryEvent"):
        host = diagram.by_id.get(local(event.get("attachedToRef")))
        if event_sub_process(host) and host is not None:
            yield Problem(event, f"it is attached to {say(host)[0]}.", f"它附着在{say(host)[1]}上。")


RULE = Rule(
    id="boundary-event-sub-process",
    title="No boundary event is attached to an event sub-process.",
    title_zh="边界事件不能附着在事件子流程上。",
    remedy="Attach the event to an activity of the normal flow, or put it inside the event sub-process.",
    remedy_zh="请把边界事件附着在正常流程的活动上，或放进事件子流程内部。",
    source="BPMN 2.0.2 §10.3.5, §10.5.6 (Event Sub-Processes)",
    check=check,
)
