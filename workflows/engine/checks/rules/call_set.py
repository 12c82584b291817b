"""In an executable process a call activity names what it calls."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for call in diagram.of("callActivity"):
        foreign = (
            any(key.startswith("{") for key in call.attributes) or call.first("extensionElements") is not None
        )
        if diagram.executable(call) and not call.get("calledElement") and not foreign:
            yield Problem(call)


RULE = Rule(
    id="call-set",
    title="In an executable process a call activity names what it calls.",
    title_zh="可执行流程中，调用环节必须指明所调用的流程。",
    remedy="Choose the procedure or global task to be called.",
    remedy_zh="请在“调用的流程”中选择。",
    source="BPMN 2.0.2 §10.3.6",
    check=check,
)
