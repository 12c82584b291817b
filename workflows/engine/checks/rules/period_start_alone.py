"""The property period-start stands beside a period."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile, Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for node in diagram.nodes:
        said = node.properties()
        if said.get("period-start") and not said.get("period"):
            yield Problem(node)


RULE = Rule(
    id="period-start-alone",
    title="The property period-start stands beside a period.",
    title_zh="属性 period-start 要与 period 一起使用。",
    remedy="Name the period as well, or delete period-start.",
    remedy_zh="请同时设置 period，或删除 period-start。",
    source="Hewei",
    check=check,
    severity=Severity.WARNING,
    level=Profile.HOUSE,
)
