"""A process or sub-process with an end event has a start event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import CONTAINERS
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for container in diagram.of(*CONTAINERS):
        if (
            container.kind == "adHocSubProcess"
            or not container.all("endEvent")
            or container.all("startEvent")
        ):
            continue
        if not any(each.is_true("instantiate") for each in container.all("receiveTask", "eventBasedGateway")):
            yield Problem(container)


RULE = Rule(
    id="end-needs-start",
    title="A process or sub-process with an end event has a start event.",
    title_zh="流程或子流程中若有结束事件，就必须有开始事件。",
    remedy="Draw a start event before the first step, or delete the end events.",
    remedy_zh="在第一个步骤前画一个开始事件，或删除结束事件。",
    source="BPMN 2.0.2 §10.5.2",
    check=check,
)
