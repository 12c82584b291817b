"""A converging gateway has several incoming and at most one outgoing sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import GATEWAYS
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of(*GATEWAYS):
        if gateway.get("gatewayDirection") == "Converging":
            into, out = len(diagram.incoming(gateway)), len(diagram.outgoing(gateway))
            if into < 2 or out > 1:
                yield Problem(
                    gateway,
                    f"it has {into} flow(s) in and {out} out.",
                    f"它有 {into} 条流入、{out} 条流出的顺序流。",
                )


RULE = Rule(
    id="gateway-converging",
    title="A converging gateway has several incoming and at most one outgoing sequence flow.",
    title_zh="方向为“合并”（Converging）的网关必须有多条流入、至多一条流出的顺序流。",
    remedy=(
        "Correct gatewayDirection or the flows; two gateways are clearer than one that joins and splits."
    ),
    remedy_zh="改正 gatewayDirection 或连线；合并与分支最好分成两个网关。",
    source="BPMN 2.0.2 §8.4.9",
    check=check,
)
