"""What says how a label is written is a style of labels."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for label in diagram.of("bpmndi:BPMNLabel"):
        style = diagram.find(label.get("labelStyle"))
        if style is not None and style.kind != "bpmndi:BPMNLabelStyle":
            yield Problem(label, f"it names {say(style)[0]}.", f"它引用了{say(style)[1]}。")


RULE = Rule(
    id="di-label-style",
    title="What says how a label is written is a style of labels (BPMNLabelStyle).",
    title_zh="标签的 labelStyle 必须引用标签样式（BPMNLabelStyle）。",
    remedy="Name a style of labels, or delete labelStyle.",
    remedy_zh="请引用一个标签样式，或删除 labelStyle。",
    source="BPMN 2.0.2 §12.2.3 (BPMNLabel)",
    check=check,
)
