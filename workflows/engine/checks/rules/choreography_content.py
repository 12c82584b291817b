"""A choreography holds choreography activities, events and gateways, but no tasks and no data."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for container in diagram.of("choreography", "subChoreography"):
        for each in container.all(*ACTIVITIES, "dataObject", "dataObjectReference", "dataStoreReference"):
            yield Problem(each, f"it stands in {say(container)[0]}.", f"它位于{say(container)[1]}中。")


RULE = Rule(
    id="choreography-content",
    title=("A choreography holds choreography activities, events and gateways, but no tasks and no data."),
    title_zh="编排图中只能有编排活动、事件和网关，不能有任务和数据。",
    remedy="Move tasks and data into a process.",
    remedy_zh="请把任务和数据移到流程中。",
    source="BPMN 2.0.2 §11.5",
    check=check,
)
