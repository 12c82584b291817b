"""What an element lists as outgoing are the sequence flows that leave it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for node in diagram.nodes:
        for listed in node.all("outgoing"):
            flow = diagram.by_id.get(local(listed.text))
            if flow is None or flow.kind != "sequenceFlow":
                yield Problem(
                    node,
                    f"it lists “{listed.text.strip()}” as outgoing, which is no sequence flow here.",
                    f"它在 outgoing 中列出“{listed.text.strip()}”，但图中没有这条顺序流。",
                )
            elif local(flow.get("sourceRef")) != node.id:
                yield Problem(
                    node,
                    f"it lists the flow “{flow.id}” as outgoing, but that flow leaves another element.",
                    f"它在 outgoing 中列出顺序流“{flow.id}”，但该顺序流从别的元素流出。",
                )


RULE = Rule(
    id="outgoing-matches",
    title="What an element lists as outgoing are the sequence flows that leave it.",
    title_zh="元素所列的 outgoing 必须正好是从它流出的顺序流。",
    remedy="Correct the flow's source or the element's list; drawing the flow again does both.",
    remedy_zh="改正顺序流的起点或元素的 outgoing；重新画一次这条线即可。",
    source="BPMN 2.0.2 §8.4.13, §10.2 (FlowNode)",
    check=check,
)
