"""Tokens never get stuck: a join gets everything it waits for."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tokens import games, stuck_states


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for net, game in games(diagram):
        seen: set[str] = set()
        for state in stuck_states(diagram, net, game):
            for node in sorted({net.leads[place].id for place in state} - seen):
                seen.add(node)
                yield Problem(
                    net.nodes[node],
                    "it can wait for ever for a branch that does not come.",
                    "它可能永远等不到某个分支。",
                )


RULE = Rule(
    id="sound-deadlock",
    title="Tokens never get stuck: a join gets everything it waits for.",
    title_zh="令牌不会卡住：合并网关总能等到它所等待的全部分支。",
    remedy=(
        "Let a parallel join close only what a parallel gateway opened; use an exclusive gateway to join alternatives."
    ),
    remedy_zh="并行合并只用来汇合并行分支；二选一的分支请用排他网关合并。",
    source="BPMN 2.0.2 §13 (execution semantics); soundness",
    check=check,
    level=Profile.RUN,
)
