"""Where elements list their flows, each flow is listed at its source and at its target."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import FLOW_NODES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for end, listing in (("sourceRef", "outgoing"), ("targetRef", "incoming")):
        missing = list(_missing(diagram, end, listing))
        listed = len(diagram.of(listing))
        if listed and listed >= len(missing):  # many tools leave all of one kind out, which is allowed
            yield from missing


def _missing(diagram: Diagram, end: str, listing: str) -> Iterator[Problem]:
    for flow in diagram.flows:
        node = diagram.by_id.get(local(flow.get(end)))
        if node is None or node.kind not in FLOW_NODES:
            continue
        if flow.id not in {local(each.text) for each in node.all(listing)}:
            yield Problem(
                node,
                f"the flow “{flow.id}” is missing in its list of {listing} flows.",
                f"它的 {listing} 中缺少顺序流“{flow.id}”。",
            )


RULE = Rule(
    id="flow-listed",
    title="Where elements list their flows, each flow is listed at its source and at its target.",
    title_zh="元素若列出顺序流，则每条顺序流都应在起点的 outgoing 和终点的 incoming 中列出。",
    remedy="Add the flow to the element's list; drawing the flow again does it.",
    remedy_zh="在元素的 incoming 或 outgoing 中补上这条顺序流；重新画一次即可。",
    source="BPMN 2.0.2 §8.4.13, §10.2 (FlowNode)",
    check=check,
)
