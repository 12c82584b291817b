"""No sequence flow leaves an end event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for end in diagram.of("endEvent"):
        for flow in diagram.outgoing(end):
            yield Problem(flow, f"it leaves {say(end)[0]}.", f"它从{say(end)[1]}流出。")


RULE = Rule(
    id="flow-out-of-end",
    title="No sequence flow leaves an end event.",
    title_zh="顺序流不能从结束事件流出。",
    remedy="Use a task or an intermediate event where the way goes on, or delete the flow.",
    remedy_zh="如果流程还要继续，请改用任务或中间事件；否则删除这条顺序流。",
    source="BPMN 2.0.2 §10.5.3",
    check=check,
)
