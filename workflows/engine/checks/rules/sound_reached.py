"""Every step can be reached from a start."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tokens import Net, nets


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for net in nets(diagram):
        if not net.starts:
            continue
        seen = _reached(diagram, net)
        for node in net.nodes.values():
            free = node.is_true("isForCompensation") or node.is_true("triggeredByEvent")
            if node.id not in seen and not free and net.container.kind != "adHocSubProcess":
                yield Problem(node, "no way leads from a start to it.", "没有从开始事件到达它的路。")


def _reached(diagram: Diagram, net: Net) -> set[str]:
    seen: set[str] = set()
    waiting = [net.leads[place] for state in net.starts for place in state]
    while waiting:
        node = waiting.pop()
        if node.id in seen:
            continue
        seen.add(node.id)
        waiting.extend(net.leads[flow.place] for flow in diagram.outgoing(node) if flow.place in net.leads)
        waiting.extend(each for each in diagram.boundaries(node) if each.id in net.nodes)
        links = [f"link {each.name}" for each in node.all("linkEventDefinition")]
        waiting.extend(net.leads[each] for each in links if each in net.leads)
    return seen


RULE = Rule(
    id="sound-reached",
    title="Every step can be reached from a start.",
    title_zh="每个步骤都能从开始事件到达。",
    remedy="Draw a flow to the step, or delete it.",
    remedy_zh="画一条顺序流到该步骤，或将其删除。",
    source="BPMN 2.0.2 §13 (execution semantics); soundness",
    check=check,
    level=Profile.RUN,
)
