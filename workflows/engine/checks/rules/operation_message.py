"""A send or receive task that names a message and an operation names the message of that operation."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("sendTask", "receiveTask", "messageEventDefinition"):
        inner = task.first("operationRef")
        operation = diagram.find(task.get("operationRef") or (inner.text if inner is not None else ""))
        message = local(task.get("messageRef"))
        if operation is None or operation.kind != "operation" or not message:
            continue
        if message not in {local(each.text) for each in operation.all("inMessageRef", "outMessageRef")}:
            yield Problem(task)


RULE = Rule(
    id="operation-message",
    title=(
        "A send or receive task that names a message and an operation names the message of that operation."
    ),
    title_zh="发送或接收环节若同时指明消息和操作，消息必须是该操作的消息。",
    remedy="Choose the message that the operation takes, or delete one of the two.",
    remedy_zh="选择该操作所用的消息，或删除其中之一。",
    source="BPMN 2.0.2 §8.5.3, §10.3.3",
    check=check,
)
