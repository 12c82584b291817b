"""A business rule task names its decision table."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("businessRuleTask"):
        named = [
            each for group in task.all("extensionElements") for each in group.all("spiff:calledDecisionId")
        ]
        if diagram.runs(task) and not any(each.text.strip() for each in named):
            yield Problem(task)


RULE = Rule(
    id="decision-given",
    title="A business rule task names its decision table.",
    title_zh="决策环节必须指明决策表（calledDecisionId）。",
    remedy="Set calledDecisionId to the id of the decision.",
    remedy_zh="请在“决策表”中选择；还没有的，先在程序页新建。",
    source="Hewei",
    check=check,
    level=Profile.HOUSE,
)
