"""A default flow carries no condition."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for node in diagram.nodes:
        for flow in diagram.outgoing(node):
            if node.get("default") and flow.id == local(node.get("default")):
                condition = flow.first("conditionExpression")
                if condition is not None and _says_something(diagram, condition):
                    yield Problem(flow)


def _says_something(diagram: Diagram, condition: Element) -> bool:
    """Return whether *condition* is more than the empty element that a tool writes at every flow."""
    said = bool(condition.text.strip() or condition.children)
    return said or (bool(condition.attributes) and not diagram.saved_by(Tool.JBPM))


RULE = Rule(
    id="default-without-condition",
    title="A default flow carries no condition.",
    title_zh="默认流不能带条件。",
    remedy="Delete the condition: the default flow is taken when no other condition holds.",
    remedy_zh="删除条件：其他条件都不成立时才走默认流。",
    source="BPMN 2.0.2 §8.4.13",
    check=check,
)
