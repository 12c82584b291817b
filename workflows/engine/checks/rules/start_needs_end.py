"""A process or sub-process with a start event has an end event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import CONTAINERS
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for container in diagram.of(*CONTAINERS):
        if (
            container.kind != "adHocSubProcess"
            and container.all("startEvent")
            and not container.all("endEvent")
        ):
            yield Problem(container)


RULE = Rule(
    id="start-needs-end",
    title="A process or sub-process with a start event has an end event.",
    title_zh="流程或子流程中若有开始事件，就必须有结束事件。",
    remedy="Draw an end event after the last step.",
    remedy_zh="在最后一个步骤之后画一个结束事件。",
    source="BPMN 2.0.2 §10.5.3",
    check=check,
)
