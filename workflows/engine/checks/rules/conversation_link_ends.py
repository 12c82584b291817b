"""A conversation link joins a conversation with a participant."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import CONVERSATION_NODES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for link in diagram.of("conversationLink"):
        ends = [diagram.find(link.get("sourceRef")), diagram.find(link.get("targetRef"))]
        kinds = [each.kind for each in ends if each is not None]
        if len(kinds) == 2 and len([kind for kind in kinds if kind in CONVERSATION_NODES]) != 1:
            yield Problem(link)


RULE = Rule(
    id="conversation-link-ends",
    title="A conversation link joins a conversation with a participant.",
    title_zh="会话连接的一端是会话，另一端是参与者。",
    remedy="Connect one end to the conversation and the other to a pool, an activity or an event.",
    remedy_zh="一端接会话，另一端接泳池、活动或事件。",
    source="BPMN 2.0.2 §9.5.5",
    check=check,
)
