"""Each data output is part of an output set."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import CATCHING
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; one tool writes no sets at events."""
    for owner in diagram.of("ioSpecification", *CATCHING):
        listed = {
            local(each.text) for group in owner.all("outputSet") for each in group.all("dataOutputRefs")
        }
        needed = owner.kind != "ioSpecification" and not diagram.saved_by(Tool.JBPM)
        for data in owner.all("dataOutput"):
            if (owner.first("outputSet") is not None or needed) and data.id not in listed:
                yield Problem(data)


RULE = Rule(
    id="data-output-in-set",
    title="Each data output is part of an output set.",
    title_zh="每个数据输出都必须属于某个输出集。",
    remedy="Add the data output to an output set.",
    remedy_zh="把该数据输出加入一个输出集。",
    source="BPMN 2.0.2 §10.4.1, table 10.60",
    check=check,
)
