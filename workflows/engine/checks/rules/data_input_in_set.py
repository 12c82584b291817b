"""Each data input is part of an input set."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import THROWING
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for owner in diagram.of("ioSpecification", *THROWING):
        listed = {local(each.text) for group in owner.all("inputSet") for each in group.all("dataInputRefs")}
        for data in owner.all("dataInput"):
            told = owner.first("inputSet") is not None or owner.kind != "ioSpecification"
            if told and data.id not in listed and not _left(diagram, data):
                yield Problem(data)


def _left(diagram: Diagram, data: Element) -> bool:
    """Return whether *data* is a task's own name, which a tool keeps as an input beside the sets."""
    return data.id.endswith(("_TaskNameInput", "_TaskNameInputX")) and diagram.saved_by(Tool.JBPM)


RULE = Rule(
    id="data-input-in-set",
    title="Each data input is part of an input set.",
    title_zh="每个数据输入都必须属于某个输入集。",
    remedy="Add the data input to an input set.",
    remedy_zh="把该数据输入加入一个输入集。",
    source="BPMN 2.0.2 §10.4.1, table 10.59",
    check=check,
)
