"""The number of instances is a whole number and not negative."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule

NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for count in diagram.of("loopCardinality"):
        text = count.text.strip()
        if NUMBER.fullmatch(text) and not text.isdecimal():
            yield Problem(count.above(*ACTIVITIES) or count)


RULE = Rule(
    id="multi-count-whole",
    title="The number of instances is a whole number and not negative.",
    title_zh="实例数必须是非负整数。",
    remedy="Write a whole number such as 3, or an expression that gives one.",
    remedy_zh="请写整数（如 3），或能得出整数的表达式。",
    source="BPMN 2.0.2 §10.3.8 (loopCardinality)",
    check=check,
)
