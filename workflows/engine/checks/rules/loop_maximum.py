"""A loop that has a maximum repeats at least once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("standardLoopCharacteristics"):
        if re.fullmatch(r"-\d+|0+", each.get("loopMaximum")):
            yield Problem(each)


RULE = Rule(
    id="loop-maximum",
    title="A loop that has a maximum repeats at least once.",
    title_zh="循环如设最大次数，必须不小于 1。",
    remedy="Set loopMaximum to 1 or more, or delete it.",
    remedy_zh="把 loopMaximum 设为 1 或更大，或删除。",
    source="BPMN 2.0.2 §10.3.8",
    check=check,
)
