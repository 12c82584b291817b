"""A diagram has at most 300 elements on it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    if len(diagram.nodes) > 300:
        yield Problem(
            diagram.root, f"there are {len(diagram.nodes)} elements.", f"共有 {len(diagram.nodes)} 个元素。"
        )


RULE = Rule(
    id="diagram-size",
    title="A diagram has at most 300 elements on it.",
    title_zh="一张图最多 300 个元素。",
    remedy="Move parts of it into procedures of their own and call them.",
    remedy_zh="请把部分步骤移到单独的程序中再调用。",
    source="Hewei",
    check=check,
    level=Profile.HOUSE,
)
