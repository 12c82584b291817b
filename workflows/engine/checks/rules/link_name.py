"""A link has a name, so that its two ends find each other."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for link in diagram.of("linkEventDefinition"):
        if not link.name:
            yield Problem(link)


RULE = Rule(
    id="link-name",
    title="A link has a name, so that its two ends find each other.",
    title_zh="链接事件必须有名称，才能两端对应。",
    remedy="Give both ends of the link the same name.",
    remedy_zh="给链接的两端写上同一个名称。",
    source="BPMN 2.0.2 §10.5.5",
    check=check,
)
