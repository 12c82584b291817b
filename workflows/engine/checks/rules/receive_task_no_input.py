"""A receive task takes in data and has at most one data output and no data input."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("receiveTask"):
        for each in task.all("ioSpecification"):
            if len(each.all("dataOutput")) > 1 or each.all("dataInput"):
                yield Problem(task)


RULE = Rule(
    id="receive-task-no-input",
    title="A receive task takes in data and has at most one data output and no data input.",
    title_zh="接收环节至多有一个数据输出，不能有数据输入。",
    remedy="Delete the data inputs, or use a service task.",
    remedy_zh="删除数据输入，或改用机器环节。",
    source="BPMN 2.0.2 §10.3.3 (Receive Task)",
    check=check,
)
