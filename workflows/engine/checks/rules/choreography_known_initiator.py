"""The initiator of a choreography activity took part in the activity before it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for flow in diagram.flows:
        before, after = diagram.source(flow), diagram.target(flow)
        if before is None or after is None or {before.kind, after.kind} != {"choreographyTask"}:
            continue
        if local(after.get("initiatingParticipantRef")) not in {
            local(each.text) for each in before.all("participantRef")
        }:
            yield Problem(after)


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
