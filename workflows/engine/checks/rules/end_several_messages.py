"""An end event from which several message flows leave sends several messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    counts = Counter(local(each.get("sourceRef")) for each in diagram.of("messageFlow"))
    for event in diagram.of("endEvent"):
        if event.id and counts[event.id] > 1 and len(diagram.definitions(event)) < 2:
            yield Problem(
                event,
                f"{counts[event.id]} message flows leave it.",
                f"有 {counts[event.id]} 条消息流从它发出。",
            )


RULE = Rule(
    id="end-several-messages",
    title="An end event from which several message flows leave sends several messages.",
    title_zh="有多条消息流发出的结束事件，必须是多重结果。",
    remedy="Give the end event a message for each message flow, or send them from tasks.",
    remedy_zh="请为每条消息流给结束事件添加一个消息，或改由任务发送。",
    source="BPMN 2.0.2 §10.5.3",
    check=check,
)
