"""In an executable process a message event names the operation that is there for its message."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*.

    The standard asks for an operation at every message event of an executable process; tools that run diagrams know
    none. So it is asked for where the file itself holds the operation that takes or gives the message.
    """
    served = {
        local(each.text)
        for operation in diagram.of("operation")
        for each in operation.all("inMessageRef", "outMessageRef")
    }
    for trigger in diagram.of("messageEventDefinition"):
        named = local(trigger.get("messageRef"))
        if named in served and diagram.executable(trigger) and trigger.first("operationRef") is None:
            yield Problem(trigger)


RULE = Rule(
    id="event-operation-set",
    title="In an executable process a message event names the operation that is there for its message.",
    title_zh="可执行流程中，消息事件必须指明处理其消息的操作（operationRef）。",
    remedy="Write the operation into operationRef of the message event.",
    remedy_zh="请在消息事件的 operationRef 中填写该操作。",
    source="BPMN 2.0.2 §10.5.5 (MessageEventDefinition)",
    check=check,
)
