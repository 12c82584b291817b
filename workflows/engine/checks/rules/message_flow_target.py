"""A message flow leads to a pool, an activity, or an event that waits for a message."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import ACTIVITIES, CATCHING, CONVERSATION_NODES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for flow in diagram.of("messageFlow"):
        target = diagram.find(flow.get("targetRef"))
        if target is None or target.kind in ACTIVITIES | CONVERSATION_NODES | {"participant"}:
            continue
        triggers = set(diagram.triggers(target))
        if target.kind not in CATCHING or not ("message" in triggers or len(triggers) > 1):
            yield Problem(flow, f"it leads to {say(target)[0]}.", f"它的终点是{say(target)[1]}。")


RULE = Rule(
    id="message-flow-target",
    title="A message flow leads to a pool, an activity, or an event that waits for a message.",
    title_zh="消息流的终点必须是泳池、活动，或等待消息的事件。",
    remedy=("Give the event a message, or connect another element; end and throwing events only send."),
    remedy_zh="给该事件设置消息，或改接其他元素；结束事件和抛出事件只能发送。",
    source="BPMN 2.0.2 §7.6.2, table 7.4",
    check=check,
)
