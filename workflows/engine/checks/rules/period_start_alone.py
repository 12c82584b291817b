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
    title_zh="期间起算日要与法定期间一起使用。",
    remedy="Name the period as well, or delete period-start.",
    remedy_zh="请同时选择法定期间，或清空期间起算日。",
    source="Hewei",
    check=check,
    severity=Severity.WARNING,
    level=Profile.HOUSE,
)
