"""After an event-based gateway of a choreography either all senders or all receivers are the same."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local, scope
from workflows.engine.checks.kinds import CHOREOGRAPHIES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for gateway in diagram.of("eventBasedGateway"):
        container = scope(gateway)
        if container is None or container.kind not in CHOREOGRAPHIES | {"subChoreography"}:
            continue
        targets = [diagram.target(flow) for flow in diagram.outgoing(gateway)]
        tasks = [each for each in targets if each is not None and each.kind == "choreographyTask"]
        senders = {local(each.get("initiatingParticipantRef")) for each in tasks}
        receivers = {
            local(each.text)
            for task in tasks
            for each in task.all("participantRef")
            if local(each.text) != local(task.get("initiatingParticipantRef"))
        }
        if len(senders) > 1 and len(receivers) > 1:
            yield Problem(gateway)


RULE = Rule(
    id="choreography-event-gateway",
    title="After an event-based gateway of a choreography either all senders or all receivers are the same.",
    title_zh="编排图中，事件网关之后的各任务须有相同的发送者，或者有相同的接收者。",
    remedy="Let one participant wait for all messages, or one send them all.",
    remedy_zh="请让同一参与者等待全部消息，或由同一参与者发出全部消息。",
    source="BPMN 2.0.2 §11.7.3",
    check=check,
)
