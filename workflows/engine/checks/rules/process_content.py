"""A process holds no choreography activities and no implicit throw events."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import CHOREOGRAPHY_ACTIVITIES, SUB_PROCESSES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for container in diagram.of("process", *SUB_PROCESSES):
        for each in container.all(*CHOREOGRAPHY_ACTIVITIES, "implicitThrowEvent"):
            yield Problem(each, f"it stands in {say(container)[0]}.", f"它位于{say(container)[1]}中。")


RULE = Rule(
    id="process-content",
    title="A process holds no choreography activities and no implicit throw events.",
    title_zh="流程中不能有编排活动和隐式抛出事件。",
    remedy=("Move the choreography activity into a choreography; use a throwing intermediate event instead."),
    remedy_zh="请把编排活动移到编排图中；隐式抛出事件改用中间抛出事件。",
    source="BPMN 2.0.2 §10.2, §11",
    check=check,
)
