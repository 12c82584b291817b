"""A choreography task has exactly two participants."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for node in diagram.of("choreographyTask", "globalChoreographyTask"):
        own = [each.id for each in node.all("participant")]
        count = len(set(own) | {local(each.text) for each in node.all("participantRef")})
        if count != 2:
            yield Problem(node, f"it has {count} participants.", f"它有 {count} 个参与者。")


RULE = Rule(
    id="participants-choreography-task",
    title="A choreography task has exactly two participants.",
    title_zh="编排任务必须有且只有两个参与者。",
    remedy="Draw one choreography task for each pair, or use a sub-choreography.",
    remedy_zh="为每对参与者各画一个编排任务，或改用子编排。",
    source="BPMN 2.0.2 §11.5.2",
    check=check,
)
