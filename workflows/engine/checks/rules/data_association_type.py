"""A data association without transformation joins data of one type."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule

XSD = "http://www.w3.org/2001/XMLSchema"


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; what a tool saved is left to data-association-item."""
    for line in diagram.of("dataInputAssociation", "dataOutputAssociation") if not diagram.exported else ():
        if line.first("transformation", "assignment") is not None:
            continue
        types = {_type(diagram, end) for end in line.all("sourceRef", "targetRef")} - {""}
        if len(types) > 1:
            one, other = sorted(types)[:2]
            yield Problem(
                line, f"it joins xsd:{one} with xsd:{other}.", f"它连接了 xsd:{one} 和 xsd:{other}。"
            )


def _type(diagram: Diagram, end: Element) -> str:
    """Return the type of XML Schema that what *end* names holds, empty where it says none."""
    data = diagram.find(end.text)
    if data is not None and data.kind == "dataObjectReference" and not data.get("itemSubjectRef"):
        data = diagram.find(data.get("dataObjectRef"))
    item = diagram.find(data.get("itemSubjectRef")) if data is not None else None
    if item is None or item.kind != "itemDefinition":
        return ""
    prefix, _, name = item.get("structureRef").strip().rpartition(":")
    return name if item.namespaces.get(prefix) == XSD else ""


RULE = Rule(
    id="data-association-type",
    title="A data association without transformation joins data of one type.",
    title_zh="未写转换的数据关联，两端的数据类型必须相同。",
    remedy="Give both ends the same type, or add a transformation or an assignment.",
    remedy_zh="请让两端使用相同的类型，或补写 transformation 或 assignment。",
    source="BPMN 2.0.2 §10.4.2 (sourceRef and targetRef have the same ItemDefinition)",
    check=check,
)
