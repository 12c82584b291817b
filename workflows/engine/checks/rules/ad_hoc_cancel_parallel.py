"""Only a parallel ad hoc sub-process lets what still runs go on after its end."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for sub in diagram.of("adHocSubProcess"):
        if sub.get("ordering") == "Sequential" and sub.is_false("cancelRemainingInstances"):
            yield Problem(sub)


RULE = Rule(
    id="ad-hoc-cancel-parallel",
    title="Only a parallel ad hoc sub-process lets what still runs go on after its end.",
    title_zh='只有并行的自由子流程才能在结束后让尚在进行的活动继续（cancelRemainingInstances="false"）。',
    remedy="Delete cancelRemainingInstances, or set ordering to Parallel.",
    remedy_zh="删除 cancelRemainingInstances，或把 ordering 设为 Parallel。",
    source="BPMN 2.0.2 §10.3.5, table 10.22",
    check=check,
)
