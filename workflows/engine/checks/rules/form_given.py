"""Every step of a person has a form."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile, Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("userTask"):
        if diagram.runs(task) and not task.properties().get("form"):
            yield Problem(task)


RULE = Rule(
    id="form-given",
    title="Every step of a person has a form.",
    title_zh="人工步骤都要有表单。",
    remedy="Set the property form, or use a manual task where nothing is entered.",
    remedy_zh="请选择表单；没有要填写的，用扳手改为“线下环节”。",
    source="Hewei",
    check=check,
    severity=Severity.WARNING,
    level=Profile.HOUSE,
)
