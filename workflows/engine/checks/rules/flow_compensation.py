"""A compensation activity has no sequence flow in or out."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for activity in diagram.activities:
        if activity.is_true("isForCompensation"):
            for flow in diagram.incoming(activity) + diagram.outgoing(activity):
                yield Problem(flow, f"it joins {say(activity)[0]}.", f"它连接了{say(activity)[1]}。")


RULE = Rule(
    id="flow-compensation",
    title="A compensation activity has no sequence flow in or out.",
    title_zh="补偿活动不能有流入或流出的顺序流。",
    remedy=(
        "Delete the flow and connect the activity to its compensation boundary event with an association."
    ),
    remedy_zh="删除顺序流，用关联把该活动连到补偿边界事件上。",
    source="BPMN 2.0.2 §10.7.2",
    check=check,
)
