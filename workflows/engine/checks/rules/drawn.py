"""Every step and every flow is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile, Severity
from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    shown = {local(each.get("bpmnElement")) for each in diagram.of("bpmndi:BPMNShape", "bpmndi:BPMNEdge")}
    for element in (*diagram.nodes, *diagram.flows):
        if shown and element.id not in shown:
            yield Problem(element)
    if not shown and diagram.processes:
        yield Problem(diagram.processes[0], "nothing of it is drawn.", "该流程没有画在图上。")


RULE = Rule(
    id="drawn",
    title="Every step and every flow is drawn.",
    title_zh="每个步骤和每条连线都要画在图上。",
    remedy="Open the diagram in the editor, which draws what is missing, and save it.",
    remedy_zh="请在编辑器中打开该图补画缺失的部分，然后保存。",
    source="BPMN 2.0.2 §12; Hewei",
    check=check,
    severity=Severity.WARNING,
    level=Profile.HOUSE,
)
