"""References: what an element names exists and is of the kind that BPMN asks for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.reference_table import REFERENCES, Reference
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.tools import Tool
from workflows.engine.checks.words import say

OF_LOOKS = frozenset({"label-style"})
"""What only says how a label is written changes nothing of what is drawn."""


OF_LINES = frozenset({"edge-source", "edge-target"})
ENDS = ("sourceRef", "targetRef")


def _check(diagram: Diagram, row: Reference) -> Iterator[Problem]:
    for owner in diagram.of(*row.owners):
        for reference in _references(owner, row):
            problem = _problem(diagram, owner, reference, row)
            if problem is not None and not _forgiven(diagram, owner, reference, row):
                yield problem


def _forgiven(diagram: Diagram, owner: Element, reference: str, row: Reference) -> bool:
    if row.name in OF_LINES:
        return _drawn_by_name(diagram, owner, reference)
    return _means_a_name(diagram, owner, reference, row)


def _means_a_name(diagram: Diagram, owner: Element, reference: str, row: Reference) -> bool:
    """Return whether a tool takes what names nothing for the name of a variable, or for the code of an error.

    Both have a form: the variable stands beside the one of each instance, the code in a file without errors.
    """
    if diagram.find(reference) is not None or not diagram.saved_by(Tool.ACTIVITI):
        return False
    if row.name == "loop-input":
        return any(each.name and not each.id for each in owner.all("inputDataItem"))
    return row.name == "event-error" and not diagram.of("error")


def _drawn_by_name(diagram: Diagram, owner: Element, reference: str) -> bool:
    """Return whether a tool names at a drawn line what it joins or once joined, instead of how that is drawn."""
    flow, end = diagram.find(owner.get("bpmnElement")), diagram.find(reference)
    if end is None:
        return reference.startswith("_BPMNShape_") and diagram.saved_by(Tool.ACTIVITI)
    named = flow is not None and end is not None and end.id in {local(flow.get(each)) for each in ENDS}
    return named and diagram.saved_by(Tool.ACTIVITI, Tool.YAOQIANG)


def _references(owner: Element, row: Reference) -> list[str]:
    if row.child:
        return [each.text.strip() for each in owner.all(row.holder)]
    return [owner.get(row.holder)] if row.holder in owner.attributes else []


def _problem(diagram: Diagram, owner: Element, reference: str, row: Reference) -> Problem | None:
    target = diagram.find(reference)
    if diagram.elsewhere(owner, reference):
        if row.type or (target is None and diagram.imports(owner, reference)):
            return None
        if not diagram.imports(owner, reference):
            return _foreign(owner, reference, row)
    if target is None:
        return Problem(
            owner,
            f"{row.holder} names “{reference}”, which does not exist; it must name {row.noun}.",
            f"{row.holder} 引用的“{reference}”不存在；应引用{row.noun_zh}。",
        )
    if row.targets and target.kind not in row.targets:
        name, name_zh = say(target)
        return Problem(
            owner,
            f"{row.holder} names {name}; it must name {row.noun}.",
            f"{row.holder} 引用了{name_zh}；应引用{row.noun_zh}。",
        )
    return None


def _foreign(owner: Element, reference: str, row: Reference) -> Problem:
    return Problem(
        owner,
        f"{row.holder} names “{reference}” of another file, which is not imported.",
        f"{row.holder} 引用了另一文件中的“{reference}”，但该文件没有导入。",
    )


def _rule(row: Reference) -> Rule[Diagram]:
    return Rule(
        id=f"ref-{row.name}",
        title=f"What {row.holder} names is {row.noun} that exists.",
        title_zh=f"{row.holder} 引用的必须是存在的{row.noun_zh}。",
        remedy=f"Choose {row.noun} of this diagram, or delete the reference.",
        remedy_zh=f"请选择图中已有的{row.noun_zh}，或删除该引用。",
        source=row.source,
        severity=Severity.WARNING if row.name in OF_LOOKS else Severity.ERROR,
        check=partial(_check, row=row),
    )


RULES = tuple(_rule(row) for row in REFERENCES)
