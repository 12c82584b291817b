"""What a task sends or receives is of the same kind as its message."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.carried import same_item
from workflows.engine.checks.diagram import Diagram, local, mapped_by_tool
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("sendTask", "receiveTask", "serviceTask"):
        for kind, message in () if mapped_by_tool(task) else _messages(diagram, task):
            item = local(message.get("itemRef"))
            for group in task.all("ioSpecification"):
                said = [
                    local(each.get("itemSubjectRef"))
                    for each in group.all(kind)
                    if each.get("itemSubjectRef")
                ]
                if item and any(not same_item(diagram, each, item) for each in said):
                    yield Problem(task)


def _messages(diagram: Diagram, task: Element) -> Iterator[tuple[str, Element]]:
    """Yield the messages of *task* with the kind of data that carries each."""
    named = diagram.find(task.get("messageRef"))
    if named is not None and named.kind == "message":
        yield ("dataOutput" if task.kind == "receiveTask" else "dataInput"), named
    operation = diagram.find(task.get("operationRef"))
    if operation is None or operation.kind != "operation" or task.kind != "serviceTask":
        return
    for child, kind in (("inMessageRef", "dataInput"), ("outMessageRef", "dataOutput")):
        for each in operation.all(child):
            message = diagram.find(each.text)
            if message is not None and message.kind == "message":
                yield kind, message


RULE = Rule(
    id="task-data-item",
    title="What a task sends or receives is of the same kind as its message.",
    title_zh="任务收发的数据必须与消息的数据项一致。",
    remedy="Give the data input or output the item definition of the message.",
    remedy_zh="请让数据输入或输出使用消息的数据项定义。",
    source="BPMN 2.0.2 §10.3.3",
    check=check,
)
