"""What stands in a diagram is drawn in it once."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import DRAWN_FLOWS, FLOW_NODES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.rules.di_edge import left_as_line
from workflows.engine.checks.words import say

ONCE = (
    FLOW_NODES
    | DRAWN_FLOWS
    | {
        "lane",
        "dataObjectReference",
        "dataStoreReference",
        "dataInput",
        "dataOutput",
        "group",
        "textAnnotation",
    }
)
"""What has one place; a participant has a band at each task of a choreography, a message an envelope at each flow."""


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for plane in diagram.of("bpmndi:BPMNPlane"):
        seen: set[str] = set()
        for drawn in plane.all("bpmndi:BPMNShape", "bpmndi:BPMNEdge"):
            named = local(drawn.get("bpmnElement"))
            shown = diagram.by_id.get(named)
            if shown is not None and drawn.kind == "bpmndi:BPMNEdge" and left_as_line(diagram, shown):
                continue
            if named in seen and shown is not None and shown.kind in ONCE:
                yield Problem(drawn, f"{say(shown)[0]} is drawn already.", f"{say(shown)[1]}已经画过。")
            seen.add(named)


RULE = Rule(
    id="di-once",
    title="What stands in a diagram is drawn in it once.",
    title_zh="同一元素在一张图中只能画一次。",
    remedy="Delete the second shape or line; to show it again use another diagram.",
    remedy_zh="请删除多余的图形或连线；要再次展示请另画一张图。",
    source="BPMN 2.0.2 §12.1",
    check=check,
)
