"""The source of a link has no outgoing sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("intermediateThrowEvent"):
        if "link" in diagram.triggers(event) and diagram.outgoing(event):
            yield Problem(event)


RULE = Rule(
    id="link-no-outgoing",
    title="The source of a link has no outgoing sequence flow.",
    title_zh="链接源（抛出端）不能有流出的顺序流。",
    remedy="Delete the flow: the way goes on at the target of the link.",
    remedy_zh="删除该顺序流：流程从链接目标处继续。",
    source="BPMN 2.0.2 §10.5.4",
    check=check,
)
