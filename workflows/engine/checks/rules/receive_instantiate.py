"""A receive task that starts the process has no incoming sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("receiveTask"):
        sources = [diagram.source(flow) for flow in diagram.incoming(task)]
        gateways = [each for each in sources if each is not None and each.kind == "eventBasedGateway"]
        if not task.is_true("instantiate"):
            continue
        if len(sources) > len(gateways):
            yield Problem(task)
        container = scope(task)
        if not sources and container is not None and container.all("startEvent"):
            yield Problem(task, "there is a start event beside it.", "旁边另有开始事件。")


RULE = Rule(
    id="receive-instantiate",
    title="A receive task that starts the process has no incoming sequence flow, and no start event beside it.",
    title_zh="用于启动流程的接收环节不能有流入的顺序流，旁边也不能有开始事件。",
    remedy="Delete the incoming flow or the start event, or set instantiate to false.",
    remedy_zh="删除流入的顺序流或开始事件，或把 instantiate 设为 false。",
    source="BPMN 2.0.2 §10.3.3 (Receive Task), §10.5.2",
    check=check,
)
