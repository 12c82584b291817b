"""The message flows of a choreography task run between its participants."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for node in diagram.of("choreographyTask"):
        participants = {local(each.text) for each in node.all("participantRef")}
        for reference in node.all("messageFlowRef"):
            flow = diagram.find(reference.text)
            if flow is not None and flow.kind == "messageFlow":
                ends = {local(flow.get("sourceRef")), local(flow.get("targetRef"))}
                known = {
                    each for each in ends if (found := diagram.find(each)) and found.kind == "participant"
                }
                if not known <= participants:
                    yield Problem(
                        node,
                        f"the message flow “{flow.id}” joins others.",
                        f"消息流“{flow.id}”连接的是其他参与者。",
                    )


RULE = Rule(
    id="choreography-messages",
    title="The message flows of a choreography task run between its participants.",
    title_zh="编排任务的消息流必须在它的参与者之间。",
    remedy="Choose message flows between the two participants of the task.",
    remedy_zh="请选择该任务两个参与者之间的消息流。",
    source="BPMN 2.0.2 §11.5.2",
    check=check,
)
