"""An exclusive gateway that splits has a default way, so that a case never stands before closed doors."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("exclusiveGateway", "inclusiveGateway"):
        if len(diagram.outgoing(gateway)) > 1 and diagram.runs(gateway) and not gateway.get("default"):
            yield Problem(gateway)


RULE = Rule(
    id="exclusive-default",
    title=(
        "An exclusive gateway that splits has a default way, so that a case never stands before closed doors."
    ),
    title_zh="分支的排他网关要有默认流，以免案件无路可走。",
    remedy="Make one of the ways the default flow.",
    remedy_zh="请点其余情况走的那条线，用扳手改为“默认流”。",
    source="BPMN 2.0.2 §10.6.2; Hewei",
    check=check,
    level=Profile.HOUSE,
)
