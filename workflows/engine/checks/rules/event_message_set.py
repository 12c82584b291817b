"""In an executable process a message event names its message."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import THROWING
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("messageEventDefinition"):
        if diagram.executable(each) and not each.get("messageRef") and not _by_a_tool(diagram, each):
            yield Problem(each)


def _by_a_tool(diagram: Diagram, trigger: Element) -> bool:
    """Return whether a tool says at the trigger, or at the event that throws it, how the message is sent."""
    event = trigger.parent
    told = [trigger]
    if event is not None and event.kind in THROWING and not diagram.ours:
        told.append(event)
    return any(
        any(key.startswith("{") for key in each.attributes) or each.first("extensionElements") is not None
        for each in told
    )


RULE = Rule(
    id="event-message-set",
    title="In an executable process a message event names its message.",
    title_zh="可执行流程中，消息事件必须指明消息。",
    remedy="Choose or create the message that this event sends or waits for.",
    remedy_zh="请选择或新建该事件发送或等待的消息。",
    source="BPMN 2.0.2 §10.5.5",
    check=check,
)
