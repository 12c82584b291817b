"""A message flow joins two different pools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    pools = {
        local(each.get("processRef")): each for each in diagram.of("participant") if each.get("processRef")
    }
    for flow in diagram.of("messageFlow"):
        ends = [diagram.find(flow.get("sourceRef")), diagram.find(flow.get("targetRef"))]
        homes = [_pool(each, pools) for each in ends if each is not None]
        if len(homes) == 2 and homes[0] is homes[1] and homes[0] is not None:
            yield Problem(
                flow, f"both its ends are in {say(homes[0])[0]}.", f"它的两端都在{say(homes[0])[1]}中。"
            )


def _pool(end: Element, pools: Mapping[str, Element]) -> Element | None:
    """Return the pool in which *end* stands; a process without a pool is a pool of its own."""
    if end.kind == "participant":
        return end
    process = end.above("process")
    return pools.get(process.id, process) if process is not None else None


RULE = Rule(
    id="message-flow-pools",
    title="A message flow joins two different pools.",
    title_zh="消息流必须连接两个不同的泳池。",
    remedy="Inside one pool use a sequence flow; between pools connect the right ends.",
    remedy_zh="同一泳池内请用顺序流；泳池之间请接到正确的两端。",
    source="BPMN 2.0.2 §7.6.2, §9.4",
    check=check,
)
