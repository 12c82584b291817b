"""A boundary event is attached to an activity of the same process or sub-process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local, scope
from workflows.engine.checks.kinds import ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("boundaryEvent"):
        host = diagram.by_id.get(local(event.get("attachedToRef")))
        if host is None:
            named = event.get("attachedToRef")
            yield Problem(
                event, f"its activity “{named}” does not exist.", f"它所附着的活动“{named}”不存在。"
            )
        elif host.kind not in ACTIVITIES:
            yield Problem(event, f"it is attached to {say(host)[0]}.", f"它附着在{say(host)[1]}上。")
        elif scope(host) is not scope(event):
            yield Problem(
                event,
                "its activity stands in another process or sub-process.",
                "它所附着的活动在另一个流程或子流程中。",
            )


RULE = Rule(
    id="boundary-attached",
    title="A boundary event is attached to an activity of the same process or sub-process.",
    title_zh="边界事件必须附着在同一流程或子流程中的活动上。",
    remedy="Attach the event to a task, sub-process or call activity beside it.",
    remedy_zh="请把事件附着在同一层的任务、子流程或调用环节上。",
    source="BPMN 2.0.2 §10.5.4",
    check=check,
)
