"""A sequence flow comes from and leads to an activity, event or gateway that exists."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import FLOW_NODES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for flow in diagram.flows:
        for end, word, zh in (("sourceRef", "source", "起点"), ("targetRef", "target", "终点")):
            element = diagram.by_id.get(local(flow.get(end)))
            if element is None:
                yield Problem(
                    flow,
                    f"its {word} “{flow.get(end)}” does not exist.",
                    f"它的{zh}“{flow.get(end)}”不存在。",
                )
            elif element.kind not in FLOW_NODES:
                name, name_zh = say(element)
                yield Problem(
                    flow,
                    f"its {word} is {name}; a sequence flow joins activities, events and gateways only.",
                    f"它的{zh}是{name_zh}；顺序流只能连接活动、事件和网关。",
                )


RULE = Rule(
    id="flow-ends-exist",
    title="A sequence flow comes from and leads to an activity, event or gateway that exists.",
    title_zh="顺序流的起点和终点必须是图中存在的活动、事件或网关。",
    remedy="Draw the flow again from the right element to the right element.",
    remedy_zh="重新连接这条顺序流，起点和终点都要接在活动、事件或网关上。",
    source="BPMN 2.0.2 §8.4.13",
    check=check,
)
