"""A cancel boundary event is attached to a transaction."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("boundaryEvent"):
        host = diagram.by_id.get(local(event.get("attachedToRef")))
        if "cancel" in diagram.triggers(event) and host is not None and host.kind != "transaction":
            yield Problem(event)


RULE = Rule(
    id="boundary-cancel-on-transaction",
    title="A cancel boundary event is attached to a transaction.",
    title_zh="取消边界事件只能附着在事务子流程上。",
    remedy="Make the sub-process a transaction, or use an error boundary event.",
    remedy_zh="把子流程改为事务，或改用错误边界事件。",
    source="BPMN 2.0.2 §10.5.4, table 10.91",
    check=check,
)
