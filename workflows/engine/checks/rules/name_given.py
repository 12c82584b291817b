"""A message, signal, error or escalation has a name."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("message", "signal", "error", "escalation"):
        if each.parent is diagram.root and not each.name:
            yield Problem(each)


RULE = Rule(
    id="name-given",
    title="A message, signal, error or escalation has a name.",
    title_zh="消息、信号、错误、升级都应有名称。",
    remedy="Give it a name, so that its two ends can be recognised.",
    remedy_zh="请为它命名，以便两端对应。",
    source="BPMN 2.0.2 §8.4.3, §8.4.4, §8.4.11, §10.5.5",
    check=check,
    severity=Severity.WARNING,
)
