"""Every expression is FEEL that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.house import expressions
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.expressions import read
from workflows.errors import HeweiError


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for element, purpose, text in expressions(diagram):
        try:
            read(text)
        except HeweiError as broken:
            yield Problem(
                element, f"{purpose} “{text[:60]}”: {broken.message}", f"{purpose}“{text[:60]}”：{broken.zh}"
            )


RULE = Rule(
    id="feel-readable",
    title="Every expression is FEEL that can be read.",
    title_zh="所有表达式都必须是可读的 FEEL。",
    remedy="Correct the expression at the place named; texts stand in double quotes.",
    remedy_zh="请在所指位置改正表达式；文字要放在英文双引号中。",
    source="DMN 1.5 §10.3 (FEEL); Hewei",
    check=check,
    level=Profile.RUN,
)
