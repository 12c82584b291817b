"""A service task says what the machine does."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("serviceTask"):
        operators = [
            each for group in task.all("extensionElements") for each in group.all("spiff:serviceTaskOperator")
        ]
        if diagram.runs(task) and not any(each.id for each in operators):
            yield Problem(task)


RULE = Rule(
    id="operation-given",
    title="A service task says what the machine does.",
    title_zh="机器环节必须说明机器要做什么（serviceTaskOperator）。",
    remedy=("Choose an operation: render-document, send, file-with-court, assign-mediator or assign-number."),
    remedy_zh="请选择操作：render-document、send、file-with-court、assign-mediator 或 assign-number。",
    source="Hewei",
    check=check,
    level=Profile.HOUSE,
)
