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
    remedy=(
        "Make it a user task where a person does it; name papers at the step before it; for an operation copy from "
        "confirmation or escalation."
    ),
    remedy_zh=(
        "有人办理的用扳手改为“人工环节”；只要文书的，写在前一步的“完成后制作的文书”里；移送法院、另立新案，"
        "请以随附的 confirmation、escalation 为模板。"
    ),
    source="Hewei",
    check=check,
    level=Profile.HOUSE,
)
