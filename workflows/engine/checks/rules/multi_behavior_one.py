"""A multi-instance activity with behavior "One" names the event it throws at the first completion."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("multiInstanceLoopCharacteristics"):
        if each.get("behavior") == "One" and not each.get("oneBehaviorEventRef"):
            yield Problem(each)


RULE = Rule(
    id="multi-behavior-one",
    title=(
        'A multi-instance activity with behavior "One" names the event it throws at the first completion.'
    ),
    title_zh="behavior 为 One 的多实例活动必须指明首次完成时抛出的事件（oneBehaviorEventRef）。",
    remedy="Set oneBehaviorEventRef, or behavior to All.",
    remedy_zh="设置 oneBehaviorEventRef，或把 behavior 改为 All。",
    source="BPMN 2.0.2 §10.3.8",
    check=check,
)
