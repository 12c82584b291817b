"""A service task hands its operation one data input, and takes one data output back where that answers."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; one tool lists what it maps beside what it sends."""
    for task in diagram.of("serviceTask") if not diagram.saved_by(Tool.JBPM) else ():
        operation = diagram.find(task.get("operationRef"))
        if operation is None or operation.kind != "operation":
            continue
        answers = len(operation.all("outMessageRef"))
        for said in task.all("ioSpecification"):
            if len(said.all("dataInput")) > 1 or len(said.all("dataOutput")) > answers:
                yield Problem(task)


RULE = Rule(
    id="operation-data",
    title="A service task hands its operation one data input, and takes one data output back where that answers.",
    title_zh="机器环节向其操作提供一个数据输入；操作有返回消息时，收回一个数据输出。",
    remedy="Put what the message carries into one data input, and what comes back into one data output.",
    remedy_zh="请把消息所带的内容放进一个数据输入，把收回的内容放进一个数据输出。",
    source="BPMN 2.0.2 §10.3.3 (Service Task)",
    check=check,
)
