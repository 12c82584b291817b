"""An ad hoc sub-process holds at least one activity."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for sub in diagram.of("adHocSubProcess"):
        if not sub.all(*ACTIVITIES):
            yield Problem(sub)


RULE = Rule(
    id="ad-hoc-has-activity",
    title="An ad hoc sub-process holds at least one activity.",
    title_zh="自由子流程中至少要有一个活动。",
    remedy="Draw the activities that may be done in it.",
    remedy_zh="请在其中画出可以进行的活动。",
    source="BPMN 2.0.2 §10.3.5 (Ad-Hoc Sub-Process)",
    check=check,
)
