"""An event sub-process has no sequence flow in or out."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, event_sub_process
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for sub in diagram.of("subProcess", "adHocSubProcess", "transaction"):
        if event_sub_process(sub):
            for flow in diagram.incoming(sub) + diagram.outgoing(sub):
                yield Problem(flow, f"it joins {say(sub)[0]}.", f"它连接了{say(sub)[1]}。")


RULE = Rule(
    id="flow-event-sub-process",
    title="An event sub-process has no sequence flow in or out.",
    title_zh="事件子流程不能有流入或流出的顺序流。",
    remedy="Delete the flow: an event sub-process begins when its start event happens.",
    remedy_zh="删除这条顺序流：事件子流程由它自己的开始事件启动。",
    source="BPMN 2.0.2 §10.3.5",
    check=check,
)
