"""A default flow is one of the element's own outgoing sequence flows."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for node in diagram.nodes:
        default = node.get("default")
        if default and local(default) not in {flow.id for flow in diagram.outgoing(node)}:
            yield Problem(
                node,
                f"its default flow “{default}” does not leave it.",
                f"它的默认流“{default}”不是从它流出的顺序流。",
            )


RULE = Rule(
    id="default-own-flow",
    title="A default flow is one of the element's own outgoing sequence flows.",
    title_zh="默认流必须是该元素自己流出的顺序流。",
    remedy="Choose as default one of the flows that leave this element.",
    remedy_zh="请在该元素流出的顺序流中选择一条作为默认流。",
    source="BPMN 2.0.2 §8.4.13, §10.3",
    check=check,
)
