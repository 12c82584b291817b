"""A message flow comes from a pool, an activity, or an event that sends a message."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import ACTIVITIES, CONVERSATION_NODES, THROWING
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for flow in diagram.of("messageFlow"):
        source = diagram.find(flow.get("sourceRef"))
        if source is None or source.kind in ACTIVITIES | CONVERSATION_NODES | {"participant"}:
            continue
        triggers = set(diagram.triggers(source))
        if source.kind not in THROWING or not ("message" in triggers or len(triggers) > 1):
            yield Problem(flow, f"it comes from {say(source)[0]}.", f"它的起点是{say(source)[1]}。")


RULE = Rule(
    id="message-flow-source",
    title="A message flow comes from a pool, an activity, or an event that sends a message.",
    title_zh="消息流的起点必须是泳池、活动，或发送消息的事件。",
    remedy=("Give the event a message, or connect another element; start and catching events only receive."),
    remedy_zh="给该事件设置消息，或改接其他元素；开始事件和捕获事件只能接收。",
    source="BPMN 2.0.2 §7.6.2, table 7.4",
    check=check,
)
