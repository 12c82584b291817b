"""Steps carry an English label beside the Chinese one (property name-en)."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile, Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for element in diagram.of(*ACTIVITIES):
        if diagram.runs(element) and not element.properties().get("name-en"):
            yield Problem(element)


RULE = Rule(
    id="label-english",
    title="Steps carry an English label beside the Chinese one (property name-en).",
    title_zh="步骤除中文名称外还应有英文名称。",
    remedy="Set the property name-en.",
    remedy_zh="请填写“英文名称”；没有英文用户的，可以不理会。",
    source="Hewei",
    check=check,
    severity=Severity.INFO,
    level=Profile.HOUSE,
)
