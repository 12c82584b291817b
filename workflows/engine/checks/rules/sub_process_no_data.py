"""An embedded sub-process declares no data inputs or outputs of its own."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import SUB_PROCESSES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for sub in diagram.of(*SUB_PROCESSES):
        if sub.first("multiInstanceLoopCharacteristics") is not None:
            continue  # whose items are its data
        if any(each.all("dataInput", "dataOutput") for each in sub.all("ioSpecification")):
            yield Problem(sub)


RULE = Rule(
    id="sub-process-no-data",
    title="An embedded sub-process declares no data inputs or outputs of its own.",
    title_zh="嵌入式子流程自身不能声明数据输入和数据输出。",
    remedy="Delete them: what stands in the sub-process sees the data drawn around it.",
    remedy_zh="请删除；子流程中的元素可以直接看到外层的数据。",
    source="BPMN 2.0.2 §10.4.1 (Data Inputs and Outputs)",
    check=check,
)
