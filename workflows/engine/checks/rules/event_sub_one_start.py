"""An event sub-process has exactly one start event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, event_sub_process
from workflows.engine.checks.kinds import SUB_PROCESSES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for sub in diagram.of(*SUB_PROCESSES):
        starts = sub.all("startEvent")
        if event_sub_process(sub) and len(starts) != 1:
            yield Problem(sub, f"it has {len(starts)} start events.", f"它有 {len(starts)} 个开始事件。")


RULE = Rule(
    id="event-sub-one-start",
    title="An event sub-process has exactly one start event.",
    title_zh="事件子流程必须有且只有一个开始事件。",
    remedy="Keep one start event; for a second trigger draw a second event sub-process.",
    remedy_zh="只保留一个开始事件；另一个触发条件请另画一个事件子流程。",
    source="BPMN 2.0.2 §10.3.5",
    check=check,
)
