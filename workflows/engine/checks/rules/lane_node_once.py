"""An element stands in one lane of a set of lanes."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for lanes in diagram.of("laneSet", "childLaneSet"):
        seen: dict[str, Element] = {}
        for lane in lanes.all("lane"):
            for node in sorted(_held(lane)):
                first = seen.setdefault(node, lane)
                if first is not lane:
                    yield Problem(
                        lane,
                        f"the element “{node}” stands in {say(first)[0]} as well.",
                        f"元素“{node}”同时也在{say(first)[1]}中。",
                    )


def _held(lane: Element) -> set[str]:
    """Return the ids of what stands in *lane* or in a lane inside it."""
    return {local(each.text) for each in lane.walk() if each.kind == "flowNodeRef"}


RULE = Rule(
    id="lane-node-once",
    title="An element stands in one lane of a set of lanes.",
    title_zh="在同一泳道组中，一个元素只能放在一条泳道里。",
    remedy="Take the element out of all lanes but one.",
    remedy_zh="只在一条泳道中保留该元素。",
    source="BPMN 2.0.2 §10.8",
    check=check,
)
