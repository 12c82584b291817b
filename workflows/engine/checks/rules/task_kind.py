"""A step says what kind of step it is: one without a kind is passed at once, and nobody gets it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("task"):
        if diagram.runs(task):
            yield Problem(task)


RULE = Rule(
    id="task-kind",
    title="A step says what kind of step it is: one without a kind is passed at once, and nobody gets it.",
    title_zh="环节要有类型：没有类型的环节一到就通过，没有人会收到待办。",
    remedy="Change its kind (the spanner beside it): a user task for people, a rule task for a decision table.",
    remedy_zh="请点它旁边的扳手改变类型：有人办理的选“人工环节”，按表判断的选“决策环节”。",
    source="Hewei",
    check=check,
    level=Profile.HOUSE,
)
