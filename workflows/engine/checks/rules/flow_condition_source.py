"""A condition stands only on a flow that leaves an activity or an exclusive, inclusive or complex gateway."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import ACTIVITIES, FLOW_NODES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    allowed = ACTIVITIES | {"exclusiveGateway", "inclusiveGateway", "complexGateway"}
    for flow in diagram.flows:
        source = diagram.source(flow)
        if flow.first("conditionExpression") is None or source is None or source.kind not in FLOW_NODES:
            continue
        if source.kind not in allowed:
            yield Problem(
                flow,
                f"it carries a condition but leaves {say(source)[0]}.",
                f"它带有条件，却从{say(source)[1]}流出。",
            )


RULE = Rule(
    id="flow-condition-source",
    title=(
        "A condition stands only on a flow that leaves an activity or an exclusive, inclusive or complex gateway."
    ),
    title_zh="只有从活动或排他、包容、复杂网关流出的顺序流才能带条件。",
    remedy="Put an exclusive gateway before the flow, or delete the condition.",
    remedy_zh="在这条顺序流之前加一个排他网关，或者删除条件。",
    source="BPMN 2.0.2 §8.4.13",
    check=check,
)
