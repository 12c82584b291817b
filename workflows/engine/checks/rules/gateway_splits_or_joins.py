"""A gateway has several incoming or several outgoing sequence flows."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import GATEWAYS
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of(*GATEWAYS):
        into, out = len(diagram.incoming(gateway)), len(diagram.outgoing(gateway))
        if gateway.id and into < 2 and out < 2:
            yield Problem(
                gateway,
                f"it has {into} flow(s) in and {out} out.",
                f"它有 {into} 条流入、{out} 条流出的顺序流。",
            )


RULE = Rule(
    id="gateway-splits-or-joins",
    title="A gateway has several incoming or several outgoing sequence flows.",
    title_zh="网关必须有多条流入或多条流出的顺序流。",
    remedy=("Draw the missing ways, or delete the gateway: with one way in and one way out it does nothing."),
    remedy_zh="补画缺少的分支，或删除该网关：一进一出的网关不起任何作用。",
    source="BPMN 2.0.2 §10.6.1",
    check=check,
)
