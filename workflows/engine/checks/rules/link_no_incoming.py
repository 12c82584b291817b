"""The target of a link has no incoming sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("intermediateCatchEvent"):
        if "link" in diagram.triggers(event) and diagram.incoming(event):
            yield Problem(event)


RULE = Rule(
    id="link-no-incoming",
    title="The target of a link has no incoming sequence flow.",
    title_zh="链接目标（捕获端）不能有流入的顺序流。",
    remedy="Delete the flow: the target is reached only through its link.",
    remedy_zh="删除该顺序流：链接目标只能由链接到达。",
    source="BPMN 2.0.2 §10.5.4",
    check=check,
)
