"""A global conversation holds no conversations."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import CONVERSATION_NODES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for conversation in diagram.of("globalConversation"):
        if conversation.all(*CONVERSATION_NODES):
            yield Problem(conversation)


RULE = Rule(
    id="global-conversation-empty",
    title="A global conversation holds no conversations.",
    title_zh="全局会话中不能再有会话节点。",
    remedy="Draw the conversations in a collaboration, or take them out.",
    remedy_zh="请把会话画在协作图中，或将其删除。",
    source="BPMN 2.0.2 §9.5 (Global Conversation)",
    check=check,
)
