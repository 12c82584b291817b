"""The initiator of a choreography activity is one of its participants."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for node in diagram.of("choreographyTask", "subChoreography", "callChoreography"):
        participants = {local(each.text) for each in node.all("participantRef")}
        if (
            node.get("initiatingParticipantRef")
            and local(node.get("initiatingParticipantRef")) not in participants
        ):
            yield Problem(node)
    for task in diagram.of("globalChoreographyTask"):
        if local(task.get("initiatingParticipantRef")) not in {each.id for each in task.all("participant")}:
            yield Problem(task)


RULE = Rule(
    id="choreography-initiator",
    title="The initiator of a choreography activity is one of its participants.",
    title_zh="编排活动的发起者必须是它的参与者之一。",
    remedy="Choose as initiator one of the participants of the activity.",
    remedy_zh="请在该活动的参与者中选择发起者。",
    source="BPMN 2.0.2 §11.5",
    check=check,
)
