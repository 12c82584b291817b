"""An intermediate event in the flow has an incoming sequence flow, except the target of a link."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("intermediateCatchEvent", "intermediateThrowEvent"):
        container = scope(event)
        link = event.kind == "intermediateCatchEvent" and "link" in diagram.triggers(event)
        if not event.id or link or container is None or container.kind == "adHocSubProcess":
            continue
        if not diagram.incoming(event):
            yield Problem(event)


RULE = Rule(
    id="intermediate-has-incoming",
    title=("An intermediate event in the flow has an incoming sequence flow, except the target of a link."),
    title_zh="流程中的中间事件必须有流入的顺序流（链接目标除外）。",
    remedy="Draw a flow to the event; to begin a process use a start event.",
    remedy_zh="画一条顺序流到该事件；若用于启动流程，请改用开始事件。",
    source="BPMN 2.0.2 §10.5.4",
    check=check,
)
