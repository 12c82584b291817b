"""An event sub-process that starts by an error or a compensation is always interrupting."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, event_sub_process, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for start in diagram.of("startEvent"):
        quiet = start.is_false("isInterrupting") and event_sub_process(scope(start))
        if quiet and {"error", "compensate"} & set(diagram.triggers(start)):
            yield Problem(start)


RULE = Rule(
    id="start-error-interrupts",
    title="An event sub-process that starts by an error or a compensation is always interrupting.",
    title_zh="由错误或补偿启动的事件子流程必须是中断型的。",
    remedy='Delete isInterrupting="false" (draw the start event with a solid line).',
    remedy_zh='删除 isInterrupting="false"（开始事件画实线）。',
    source="BPMN 2.0.2 §10.5.2, table 10.86",
    check=check,
)
