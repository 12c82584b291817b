"""A conversation has at least two participants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import CONVERSATION_NODES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    links = Counter(
        local(each.get(end)) for each in diagram.of("conversationLink") for end in ("sourceRef", "targetRef")
    )
    for node in diagram.of(*CONVERSATION_NODES):
        named = {local(each.text) for each in node.all("participantRef")}
        if max(len(named), links[node.id]) < 2:
            yield Problem(node)


RULE = Rule(
    id="conversation-participants",
    title="A conversation has at least two participants.",
    title_zh="会话至少要有两个参与者。",
    remedy="Connect the conversation with a second pool.",
    remedy_zh="把会话与第二个泳池相连。",
    source="BPMN 2.0.2 §9.5",
    check=check,
)
