"""Only one boundary event of an activity catches the same error or escalation."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import CODES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for activity in diagram.activities:
        seen: set[tuple[str, str]] = set()
        for event in diagram.boundaries(activity):
            caught = {
                (each.kind, diagram.code(each)) for each in diagram.definitions(event) if each.kind in CODES
            }
            if caught & seen:
                yield Problem(event)
            seen |= caught


RULE = Rule(
    id="boundary-caught-once",
    title="Only one boundary event of an activity catches the same error or escalation.",
    title_zh="同一活动上，同一错误或升级只由一个边界事件捕获。",
    remedy="Delete one of the boundary events, or let them catch different codes.",
    remedy_zh="请删除其中一个边界事件，或让它们捕获不同的代码。",
    source="BPMN 2.0.2 §10.5.6, §13.5.4; Hewei",
    check=check,
    level=Profile.RUN,
)
