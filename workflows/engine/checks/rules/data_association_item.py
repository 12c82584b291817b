"""A data association joins data of the same kind, or says how the one becomes the other."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for line in diagram.of("dataInputAssociation", "dataOutputAssociation"):
        if diagram.vendor or line.first("transformation", "assignment") is not None:
            continue  # tools that run diagrams turn the one into the other by themselves
        for source in line.all("sourceRef"):
            for target in line.all("targetRef"):
                one, other = _item(diagram, source), _item(diagram, target)
                if one is not None and other is not None and not _alike(one, other):
                    yield Problem(
                        line,
                        f"it joins {say(one)[0]} with {say(other)[0]}.",
                        f"它连接了{say(one)[1]}和{say(other)[1]}。",
                    )


def _item(diagram: Diagram, reference: Element) -> Element | None:
    data = diagram.find(reference.text)
    if data is not None and data.kind == "dataObjectReference" and not data.get("itemSubjectRef"):
        data = diagram.find(data.get("dataObjectRef"))
    item = diagram.find(data.get("itemSubjectRef")) if data is not None else None
    return item if item is not None and item.kind == "itemDefinition" else None


def _alike(one: Element, other: Element) -> bool:
    said = local(one.get("structureRef")), local(other.get("structureRef"))
    return one is other or said[0] == said[1]


RULE = Rule(
    id="data-association-item",
    title="A data association joins data of the same kind, or says how the one becomes the other.",
    title_zh="数据关联两端的数据项必须一致，否则须说明如何转换。",
    remedy="Give both ends the same item definition, or add a transformation or an assignment.",
    remedy_zh="请让两端使用相同的数据项定义，或补写 transformation 或 assignment。",
    source="BPMN 2.0.2 §10.4.2",
    check=check,
    severity=Severity.WARNING,
)
