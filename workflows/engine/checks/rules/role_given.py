"""Every step of a person says who does it, by its lane or by its property role."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.house import role_of
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("userTask", "manualTask"):
        if diagram.runs(task) and not role_of(diagram, task):
            yield Problem(task)


RULE = Rule(
    id="role-given",
    title="Every step of a person says who does it, by its lane or by its property role.",
    title_zh="人工步骤都要说明由谁办理（泳道或步骤的角色）。",
    remedy="Choose the role at the lane of the step, or at the step itself.",
    remedy_zh="请点所在泳道（或这一步），在“角色”中选择由谁办理。",
    source="Hewei",
    check=check,
    level=Profile.HOUSE,
)
