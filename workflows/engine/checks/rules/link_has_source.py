"""The target of a link has at least one source of the same name."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    sources = {
        (id(scope(event)), link.name)
        for event in diagram.of("intermediateThrowEvent")
        for link in event.all("linkEventDefinition")
    }
    for event in diagram.of("intermediateCatchEvent"):
        for link in event.all("linkEventDefinition"):
            if link.name and (id(scope(event)), link.name) not in sources:
                yield Problem(
                    event, f"nothing leads to the link “{link.name}”.", f"没有任何链接源指向“{link.name}”。"
                )


RULE = Rule(
    id="link-has-source",
    title="The target of a link has at least one source of the same name.",
    title_zh="链接目标至少要有一个同名的链接源。",
    remedy="Draw a throwing link event of the same name, or delete the target.",
    remedy_zh="画一个同名的链接抛出事件，或删除该目标。",
    source="BPMN 2.0.2 §10.5.4",
    check=check,
)
