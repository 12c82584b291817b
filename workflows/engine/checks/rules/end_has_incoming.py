"""Something leads to an end event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for end in diagram.of("endEvent"):
        if end.id and scope(end) is not None and not diagram.incoming(end):
            yield Problem(end)


RULE = Rule(
    id="end-has-incoming",
    title="Something leads to an end event.",
    title_zh="结束事件必须有流入的顺序流。",
    remedy="Draw a sequence flow from the last step to the end event, or delete it.",
    remedy_zh="从最后一个步骤画一条顺序流到结束事件，或删除该事件。",
    source="BPMN 2.0.2 §10.5.3",
    check=check,
)
