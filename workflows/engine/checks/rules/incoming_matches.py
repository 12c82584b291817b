"""What an element lists as incoming are the sequence flows that lead to it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for node in diagram.nodes:
        for listed in node.all("incoming"):
            flow = diagram.by_id.get(local(listed.text))
            if flow is None or flow.kind != "sequenceFlow":
                yield Problem(
                    node,
                    f"it lists “{listed.text.strip()}” as incoming, which is no sequence flow here.",
                    f"它在 incoming 中列出“{listed.text.strip()}”，但图中没有这条顺序流。",
                )
            elif local(flow.get("targetRef")) != node.id:
                yield Problem(
                    node,
                    f"it lists the flow “{flow.id}” as incoming, but that flow leads to another element.",
                    f"它在 incoming 中列出顺序流“{flow.id}”，但该顺序流指向别的元素。",
                )


RULE = Rule(
    id="incoming-matches",
    title="What an element lists as incoming are the sequence flows that lead to it.",
    title_zh="元素所列的 incoming 必须正好是指向它的顺序流。",
    remedy="Correct the flow's target or the element's list; drawing the flow again does both.",
    remedy_zh="改正顺序流的终点或元素的 incoming；重新画一次这条线即可。",
    source="BPMN 2.0.2 §8.4.13, §10.2 (FlowNode)",
    check=check,
)
