"""The start event of a sub-process has no trigger."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, event_sub_process, scope
from workflows.engine.checks.kinds import SUB_PROCESSES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for start in diagram.of("startEvent"):
        container = scope(start)
        if container is None or container.kind not in SUB_PROCESSES or event_sub_process(container):
            continue
        if diagram.definitions(start):
            yield Problem(start)


RULE = Rule(
    id="start-embedded-none",
    title="The start event of a sub-process has no trigger.",
    title_zh="嵌入子流程的开始事件不能带触发器。",
    remedy="Delete the trigger, or make it an event sub-process (triggeredByEvent) without flows.",
    remedy_zh="删除触发器，或把它改为没有连线的事件子流程（triggeredByEvent）。",
    source="BPMN 2.0.2 §10.5.2",
    check=check,
)
