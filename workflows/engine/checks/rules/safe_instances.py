"""A repeated activity runs at most 10,000 times."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for element in diagram.of("loopCardinality", "standardLoopCharacteristics"):
        text = element.text.strip() if element.kind == "loopCardinality" else element.get("loopMaximum")
        number = text.lstrip("=").replace("_", "").strip()
        too_many = number.isdecimal() and int(number.lstrip("0")[:12] or 0) > 10_000
        if too_many or re.search(r"\*\*|\d\s*\*\s*\d{4,}|[eE]\d{2,}", text):
            yield Problem(element.parent or element)


RULE = Rule(
    id="safe-instances",
    title="A repeated activity runs at most 10,000 times.",
    title_zh="多实例或循环活动最多执行一万次。",
    remedy="Give a smaller number, or a collection of the case.",
    remedy_zh="请写较小的次数，或使用案件中的集合。",
    source="Hewei; reliability",
    check=check,
)
