"""cancelRemainingInstances has a meaning only in a parallel ad hoc sub-process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for sub in diagram.of("adHocSubProcess"):
        if sub.get("ordering") == "Sequential" and sub.get("cancelRemainingInstances"):
            yield Problem(sub)


RULE = Rule(
    id="ad-hoc-cancel-parallel",
    title="cancelRemainingInstances has a meaning only in a parallel ad hoc sub-process.",
    title_zh="cancelRemainingInstances 只对并行的即席子流程有意义。",
    remedy="Delete cancelRemainingInstances, or set ordering to Parallel.",
    remedy_zh="删除 cancelRemainingInstances，或把 ordering 设为 Parallel。",
    source="BPMN 2.0.2 §10.3.5 (Ad-Hoc Sub-Process)",
    check=check,
    severity=Severity.WARNING,
)
