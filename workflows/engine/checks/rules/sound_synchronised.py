"""What runs in parallel is joined before it goes on, so that nothing is done twice."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile, Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tokens import Net, games


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for net, game in games(diagram):
        aside = _beside(diagram, net)
        for node in sorted({net.leads[place].id for place in game.doubled if place not in aside}):
            yield Problem(
                net.nodes[node],
                "two tokens can arrive here, so what follows is done twice.",
                "可能有两个令牌到达此处，后续步骤会执行两次。",
            )


def _beside(diagram: Diagram, net: Net) -> set[str]:
    """Return the places behind non-interrupting boundary events, where a second token is meant to be."""
    waiting = [
        flow.place
        for event in net.nodes.values()
        if event.kind == "boundaryEvent" and event.is_false("cancelActivity")
        for flow in diagram.outgoing(event)
    ]
    seen: set[str] = set()
    while waiting:
        place = waiting.pop()
        if place in seen or place not in net.leads:
            continue
        seen.add(place)
        waiting.extend(flow.place for flow in diagram.outgoing(net.leads[place]))
    return seen


RULE = Rule(
    id="sound-synchronised",
    title="What runs in parallel is joined before it goes on, so that nothing is done twice.",
    title_zh="并行的分支要先汇合再继续，否则后面的步骤会重复执行。",
    remedy=(
        "Join the parallel branches with a parallel gateway (an inclusive one after an inclusive split)."
    ),
    remedy_zh="用并行网关汇合并行分支（包容分支用包容网关汇合）。",
    source="BPMN 2.0.2 §13 (execution semantics); soundness",
    check=check,
    severity=Severity.WARNING,
    level=Profile.RUN,
)
