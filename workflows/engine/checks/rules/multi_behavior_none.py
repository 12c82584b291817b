"""A multi-instance activity with behavior "None" names the event it throws each time."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("multiInstanceLoopCharacteristics"):
        if each.get("behavior") == "None" and not each.get("noneBehaviorEventRef"):
            yield Problem(each)


RULE = Rule(
    id="multi-behavior-none",
    title='A multi-instance activity with behavior "None" names the event it throws each time.',
    title_zh="behavior 为 None 的多实例活动必须指明每次抛出的事件（noneBehaviorEventRef）。",
    remedy="Set noneBehaviorEventRef, or behavior to All.",
    remedy_zh="设置 noneBehaviorEventRef，或把 behavior 改为 All。",
    source="BPMN 2.0.2 §10.3.8",
    check=check,
)
