"""Each way out of an exclusive or inclusive gateway has a condition, or is its default."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("exclusiveGateway", "inclusiveGateway"):
        flows = diagram.outgoing(gateway)
        for flow in flows if len(flows) > 1 and diagram.runs(gateway) else []:
            condition = flow.first("conditionExpression")
            if flow.id != gateway.get("default") and (condition is None or not condition.text.strip()):
                yield Problem(flow)


RULE = Rule(
    id="exclusive-conditions",
    title="Each way out of an exclusive or inclusive gateway has a condition, or is its default.",
    title_zh="排他或包容网关的每条出路都要有条件，或设为默认流。",
    remedy="Write the condition of the way, or make it the default flow.",
    remedy_zh="请点这条线，写“条件（FEEL）”，如 case.claim.amount > 10000；其余情况走的那条设为默认流（扳手）。",
    source="BPMN 2.0.2 §10.6.2",
    check=check,
    level=Profile.HOUSE,
)
