"""An activity ends with at least one token (completionQuantity is 1 or more)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for activity in diagram.activities:
        if re.fullmatch(r"-\d+|0+", activity.get("completionQuantity")):
            yield Problem(activity)


RULE = Rule(
    id="completion-quantity",
    title="An activity ends with at least one token (completionQuantity is 1 or more).",
    title_zh="活动的 completionQuantity 不能小于 1。",
    remedy="Set completionQuantity to 1 or more, or delete it.",
    remedy_zh="把 completionQuantity 设为 1 或更大，或删除。",
    source="BPMN 2.0.2 §10.3, table 10.3",
    check=check,
)
