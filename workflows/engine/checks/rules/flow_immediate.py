"""In an executable process no sequence flow says isImmediate="false"."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for flow in diagram.flows:
        if flow.is_false("isImmediate") and diagram.executable(flow):
            yield Problem(flow)


RULE = Rule(
    id="flow-immediate",
    title='In an executable process no sequence flow says isImmediate="false".',
    title_zh='可执行流程中，顺序流不能写 isImmediate="false"。',
    remedy="Delete isImmediate, or mark the process as not executable.",
    remedy_zh="删除 isImmediate，或把流程标为不可执行。",
    source="BPMN 2.0.2 §8.4.13, table 8.60",
    check=check,
)
