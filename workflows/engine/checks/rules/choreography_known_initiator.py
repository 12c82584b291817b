"""The initiator of a choreography activity took part in the activity before it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import CHOREOGRAPHY_ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("choreographyTask"):
        before = _before(diagram, task)
        known = {local(each.text) for one in before for each in one.all("participantRef")}
        if before and local(task.get("initiatingParticipantRef")) not in known:
            yield Problem(task)


def _before(diagram: Diagram, task: Element) -> list[Element]:
    """Return the choreography activities from which gateways and events alone lead to *task*."""
    found: list[Element] = []
    seen = {task.id}
    waiting = [diagram.source(flow) for flow in diagram.incoming(task)]
    while waiting:
        node = waiting.pop()
        if node is None or node.id in seen:
            continue
        seen.add(node.id)
        if node.kind in CHOREOGRAPHY_ACTIVITIES:
            found.append(node)
        else:
            waiting.extend(diagram.source(flow) for flow in diagram.incoming(node))
    return found


RULE = Rule(
    id="choreography-known-initiator",
    title="The initiator of a choreography activity took part in the activity before it.",
    title_zh="编排活动的发起者必须参与了前一个编排活动。",
    remedy=(
        "Let somebody begin who took part in the step before, or add the message that tells the initiator."
    ),
    remedy_zh="由参与了前一步的一方发起，或补画通知发起者的消息。",
    source="BPMN 2.0.2 §11.5.6",
    check=check,
)
