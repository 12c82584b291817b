"""A send task gives away data and has at most one data input and no data output."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, mapped_by_tool
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("sendTask"):
        for each in () if mapped_by_tool(task) else task.all("ioSpecification"):
            if len(each.all("dataInput")) > 1 or each.all("dataOutput"):
                yield Problem(task)


RULE = Rule(
    id="send-task-no-output",
    title="A send task gives away data and has at most one data input and no data output.",
    title_zh="发送环节至多有一个数据输入，不能有数据输出。",
    remedy="Delete the data outputs, or use a service task.",
    remedy_zh="删除数据输出，或改用机器环节。",
    source="BPMN 2.0.2 §10.3.3 (Send Task)",
    check=check,
)
