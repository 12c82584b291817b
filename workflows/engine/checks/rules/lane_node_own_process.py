"""A lane holds elements of its own process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import CONTAINERS, FLOW_NODES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for lane in diagram.of("lane"):
        for each in lane.all("flowNodeRef"):
            node = diagram.by_id.get(local(each.text))
            if (
                node is not None
                and node.kind in FLOW_NODES
                and lane.above(*CONTAINERS) not in list(node.ancestors())
            ):
                yield Problem(
                    lane,
                    f"it holds {say(node)[0]}, which does not stand in its process.",
                    f"它包含了不在其所属流程中的{say(node)[1]}。",
                )


RULE = Rule(
    id="lane-node-own-process",
    title="A lane holds elements of its own process.",
    title_zh="泳道只能包含本流程中的元素。",
    remedy="Move the element to the pool of the lane, or take it out of the lane.",
    remedy_zh="把元素移到该泳道所在的泳池，或从泳道中移出。",
    source="BPMN 2.0.2 §10.8",
    check=check,
)
