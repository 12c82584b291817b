"""An activity with a conditional flow has at least one other outgoing flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for activity in diagram.activities:
        flows = diagram.outgoing(activity)
        if len(flows) == 1 and flows[0].first("conditionExpression") is not None:
            yield Problem(flows[0])


RULE = Rule(
    id="flow-condition-alone",
    title="An activity with a conditional flow has at least one other outgoing flow.",
    title_zh="活动流出的顺序流如果带条件，该活动至少还要有另一条流出的顺序流。",
    remedy="Draw the other way out as well, best as the default flow, or delete the condition.",
    remedy_zh="补画另一条出路（最好设为默认流），或者删除条件。",
    source="BPMN 2.0.2 §8.4.13",
    check=check,
)
