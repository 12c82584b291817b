"""A pool's maximum is at least 1 and not below its minimum; the minimum is not negative."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("participantMultiplicity"):
        low, high = each.get("minimum") or "0", each.get("maximum") or "1"
        if not (re.fullmatch(r"-?\d{1,9}", low) and re.fullmatch(r"-?\d{1,9}", high)):
            continue
        if int(low) < 0 or int(high) < max(1, int(low)):
            yield Problem(each)


RULE = Rule(
    id="participant-multiplicity",
    title="A pool's maximum is at least 1 and not below its minimum; the minimum is not negative.",
    title_zh="泳池的最大数量不小于 1 且不小于最小数量，最小数量不能为负。",
    remedy="Correct minimum and maximum of the pool.",
    remedy_zh="请改正泳池的最小、最大数量。",
    source="BPMN 2.0.2 §9.3.1",
    check=check,
)
