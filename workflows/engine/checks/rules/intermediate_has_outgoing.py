"""An intermediate event in the flow has an outgoing sequence flow, except the source of a link."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("intermediateCatchEvent", "intermediateThrowEvent"):
        container = scope(event)
        link = event.kind == "intermediateThrowEvent" and "link" in diagram.triggers(event)
        if not event.id or link or container is None or container.kind == "adHocSubProcess":
            continue
        if not diagram.outgoing(event):
            yield Problem(event)


RULE = Rule(
    id="intermediate-has-outgoing",
    title=("An intermediate event in the flow has an outgoing sequence flow, except the source of a link."),
    title_zh="流程中的中间事件必须有流出的顺序流（链接源除外）。",
    remedy="Draw a flow from the event; to finish use an end event.",
    remedy_zh="从该事件画一条顺序流；若流程到此为止，请改用结束事件。",
    source="BPMN 2.0.2 §10.5.4",
    check=check,
)
