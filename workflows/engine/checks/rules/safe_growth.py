"""A case does not grow beyond what can be carried: forks, instances and calls do not multiply without end."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.growth import too_many
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for element in too_many(diagram):
        yield Problem(element)


RULE = Rule(
    id="safe-growth",
    title="Forks, instances and calls do not multiply to more than 2,000 tokens at once or a million steps.",
    title_zh="分叉、多实例和调用相乘后，同时存在的令牌不超过两千个，步骤不超过一百万步。",
    remedy="Join parallel ways by a parallel gateway before they fork again; do not nest large numbers of instances.",
    remedy_zh="并行分支在再次分叉之前应先用并行网关汇合；不要把次数很多的多实例层层嵌套。",
    source="Hewei; reliability",
    check=check,
)
