"""Each property is one that means something."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from workflows.domain.finding import Profile, Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.house import PROPERTIES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for element in diagram.elements:
        for name in element.properties() if element.first("extensionElements") is not None else {}:
            if name not in PROPERTIES:
                close = get_close_matches(name, PROPERTIES, 1)
                yield Problem(
                    element,
                    f"“{name}” means nothing" + (f"; did you mean “{close[0]}”？" if close else "."),
                    f"属性“{name}”没有意义" + (f"，是否应为“{close[0]}”？" if close else "。"),
                )


RULE = Rule(
    id="property-known",
    title="Each property is one that means something.",
    title_zh="每个属性都应是有意义的属性。",
    remedy="Correct the spelling of the property, or delete it.",
    remedy_zh="请改正属性的拼写，或将其删除。",
    source="Hewei",
    check=check,
    severity=Severity.WARNING,
    level=Profile.HOUSE,
)
