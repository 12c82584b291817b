"""An extension that must be understood may not be understood here."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("extension"):
        if each.is_true("mustUnderstand"):
            yield Problem(each)


RULE = Rule(
    id="extension-understood",
    title="An extension that must be understood may not be understood here.",
    title_zh="标为必须理解（mustUnderstand）的扩展在此未必能被理解。",
    remedy="Ask whoever made the diagram whether it still says the same without the extension.",
    remedy_zh="请向制图人确认去掉该扩展后含义是否不变。",
    source="BPMN 2.0.2 §8.3.3",
    check=check,
    severity=Severity.WARNING,
)
