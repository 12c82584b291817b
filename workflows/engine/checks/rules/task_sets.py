"""A service task has one input set and at most one output set; send and receive tasks at most one."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("serviceTask", "sendTask", "receiveTask"):
        for each in task.all("ioSpecification"):
            if len(each.all("inputSet")) > 1 or len(each.all("outputSet")) > 1:
                yield Problem(task)


RULE = Rule(
    id="task-sets",
    title=(
        "A service task has one input set and at most one output set; send and receive tasks at most one."
    ),
    title_zh="机器环节只能有一个输入集、至多一个输出集；发送、接收环节至多各一个。",
    remedy="Keep one input set and one output set.",
    remedy_zh="只保留一个输入集和一个输出集。",
    source="BPMN 2.0.2 §10.3.3",
    check=check,
)
