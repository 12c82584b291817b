"""At most 100 flows leave one element, and at most 500 enter it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for node in diagram.nodes:
        if len(diagram.outgoing(node)) > 100 or len(diagram.incoming(node)) > 500:
            yield Problem(node)


RULE = Rule(
    id="safe-branches",
    title="At most 100 flows leave one element, and at most 500 enter it.",
    title_zh="一个元素最多有 100 条流出、500 条流入的顺序流。",
    remedy="Use a multi-instance activity where many alike things are done at once.",
    remedy_zh="要同时做许多同类事情，请使用多实例活动。",
    source="Hewei; reliability",
    check=check,
)
