"""The initiator of a choreography task sends its first message; the other one answers at most once."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("choreographyTask"):
        found = [diagram.find(each.text) for each in task.all("messageFlowRef")]
        senders = [local(each.get("sourceRef")) for each in found if each is not None]
        known = {local(each.text) for each in task.all("participantRef")}
        if not senders or not set(senders) <= known:
            continue  # other rules tell what is missing or foreign
        if local(task.get("initiatingParticipantRef")) not in senders:
            yield Problem(task, "its initiator sends no message.", "它的发起者没有发出消息。")
        elif len(set(senders)) < len(senders):
            yield Problem(task, "one participant sends two messages.", "同一参与者发出了两条消息。")


RULE = Rule(
    id="choreography-initiator-sends",
    title="The initiator of a choreography task sends its first message; the other one answers at most once.",
    title_zh="编排任务的首条消息由发起者发出，另一方至多答复一次。",
    remedy="Turn the message flow round, choose the other initiator, or draw a second choreography task.",
    remedy_zh="请掉转消息流、改选发起者，或另画一个编排任务。",
    source="BPMN 2.0.2 §11.5.1",
    check=check,
)
