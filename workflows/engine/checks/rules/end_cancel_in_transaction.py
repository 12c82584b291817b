"""A cancel end event stands only inside a transaction."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for end in diagram.of("endEvent"):
        if "cancel" in diagram.triggers(end) and end.above("transaction") is None:
            yield Problem(end)


RULE = Rule(
    id="end-cancel-in-transaction",
    title="A cancel end event stands only inside a transaction.",
    title_zh="取消结束事件只能用在事务子流程中。",
    remedy="Make the sub-process a transaction, or use an error end event.",
    remedy_zh="把子流程改为事务，或改用错误结束事件。",
    source="BPMN 2.0.2 §10.5.3, table 10.89",
    check=check,
)
