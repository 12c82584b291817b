"""A mixed gateway has several incoming and several outgoing sequence flows."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import GATEWAYS
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of(*GATEWAYS):
        if gateway.get("gatewayDirection") == "Mixed":
            into, out = len(diagram.incoming(gateway)), len(diagram.outgoing(gateway))
            if into < 2 or out < 2:
                yield Problem(
                    gateway,
                    f"it has {into} flow(s) in and {out} out.",
                    f"它有 {into} 条流入、{out} 条流出的顺序流。",
                )


RULE = Rule(
    id="gateway-mixed",
    title="A mixed gateway has several incoming and several outgoing sequence flows.",
    title_zh="方向为“混合”（Mixed）的网关必须有多条流入和多条流出的顺序流。",
    remedy="Correct gatewayDirection or the flows.",
    remedy_zh="改正 gatewayDirection 或连线。",
    source="BPMN 2.0.2 §8.4.9",
    check=check,
)
