"""What offers an interface binds its operations to inputs and outputs."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import CALLABLE
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of(*CALLABLE):
        if each.first("supportedInterfaceRef") is not None and each.first("ioBinding") is None:
            yield Problem(each)


RULE = Rule(
    id="binding-required",
    title="What offers an interface binds its operations to inputs and outputs.",
    title_zh="声明支持接口的流程或全局任务必须绑定其操作（ioBinding）。",
    remedy="Add an ioBinding for the operation, or delete supportedInterfaceRef.",
    remedy_zh="为操作添加 ioBinding，或删除 supportedInterfaceRef。",
    source="BPMN 2.0.2 §10.2, table 8.30",
    check=check,
)
