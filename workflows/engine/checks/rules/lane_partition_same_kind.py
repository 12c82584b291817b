"""The lanes of one set are divided by elements of the same kind."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for lanes in diagram.of("laneSet"):
        kinds = {
            element.kind
            for element in (diagram.find(lane.get("partitionElementRef")) for lane in lanes.all("lane"))
            if element is not None
        }
        if len(kinds) > 1:
            yield Problem(lanes)


RULE = Rule(
    id="lane-partition-same-kind",
    title="The lanes of one set are divided by elements of the same kind.",
    title_zh="同一泳道组的泳道必须按同一类元素划分。",
    remedy="Let all lanes of the set refer to elements of one kind, for example resources.",
    remedy_zh="让同组泳道都引用同一类元素，例如资源。",
    source="BPMN 2.0.2 §10.8",
    check=check,
)
