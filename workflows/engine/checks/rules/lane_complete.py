"""Where a process has lanes, each of its elements stands in one."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile, Severity
from workflows.engine.checks.diagram import Diagram, event_sub_process, local
from workflows.engine.checks.kinds import FLOW_NODES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for process in diagram.processes:
        held = {
            local(each.text)
            for lanes in process.all("laneSet")
            for each in lanes.walk()
            if each.kind == "flowNodeRef"
        }
        for node in process.all(*FLOW_NODES):
            if held and node.id not in held and node.kind != "boundaryEvent" and not event_sub_process(node):
                yield Problem(node)


RULE = Rule(
    id="lane-complete",
    title="Where a process has lanes, each of its elements stands in one.",
    title_zh="流程有泳道时，每个元素都应在某条泳道中。",
    remedy="Move the element into the lane of whoever does it.",
    remedy_zh="请把元素移到办理人所在的泳道。",
    source="BPMN 2.0.2 §10.8; Hewei",
    check=check,
    severity=Severity.WARNING,
    level=Profile.HOUSE,
)
