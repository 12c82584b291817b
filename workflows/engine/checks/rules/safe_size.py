"""A file holds at most 3,000 steps, events and gateways."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    if len(diagram.nodes) > 3_000:
        yield Problem(diagram.root, f"there are {len(diagram.nodes)}.", f"共有 {len(diagram.nodes)} 个。")


RULE = Rule(
    id="safe-size",
    title="A file holds at most 3,000 steps, events and gateways.",
    title_zh="一个文件最多有 3000 个步骤、事件和网关。",
    remedy="Divide the diagram into several files that call each other.",
    remedy_zh="请把图拆成几个互相调用的文件。",
    source="Hewei; reliability",
    check=check,
)
