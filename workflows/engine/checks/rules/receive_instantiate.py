"""A receive task that starts the process has no incoming sequence flow."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for task in diagram.of("receiveTask"):
        sources = [diagram.source(flow) for flow in diagram.incoming(task)]
        gateways = [each for each in sources if each is not None and each.kind == "eventBasedGateway"]
        if task.is_true("instantiate") and len(sources) > len(gateways):
            yield Problem(task)


RULE = Rule(
    id="receive-instantiate",
    title="A receive task that starts the process has no incoming sequence flow.",
    title_zh="用于启动流程的接收环节不能有流入的顺序流。",
    remedy="Delete the incoming flow, or set instantiate to false.",
    remedy_zh="删除流入的顺序流，或把 instantiate 设为 false。",
    source="BPMN 2.0.2 §10.3.3 (Receive Task)",
    check=check,
)
