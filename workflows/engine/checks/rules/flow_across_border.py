"""A sequence flow stays inside one process or sub-process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.kinds import FLOW_NODES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for flow in diagram.flows:
        source, target = diagram.source(flow), diagram.target(flow)
        if source is None or target is None or not {source.kind, target.kind} <= FLOW_NODES:
            continue
        if scope(source) is not scope(target):
            one, one_zh = say(source)
            two, two_zh = say(target)
            yield Problem(
                flow,
                f"it joins {one} and {two}, which stand in different processes or sub-processes.",
                f"它连接了{one_zh}和{two_zh}，二者不在同一流程或子流程中。",
            )


RULE = Rule(
    id="flow-across-border",
    title="A sequence flow stays inside one process or sub-process.",
    title_zh="顺序流不能跨越流程、泳池或子流程的边界。",
    remedy=(
        "Between pools use a message flow; into a sub-process, connect the flow to the sub-process itself."
    ),
    remedy_zh="泳池之间请用消息流；进出子流程时，请把顺序流接在子流程本身上。",
    source="BPMN 2.0.2 §7.6.1, §8.4.13",
    check=check,
)
