"""A data association without transformation joins data of one type."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.data_types import xml_type
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for line in diagram.of("dataInputAssociation", "dataOutputAssociation"):
        if line.first("transformation", "assignment") is not None:
            continue
        types = {xml_type(diagram, diagram.find(end.text)) for end in line.all("sourceRef", "targetRef")} - {
            ""
        }
        if len(types) > 1:
            one, other = sorted(types)[:2]
            yield Problem(
                line, f"it joins xsd:{one} with xsd:{other}.", f"它连接了 xsd:{one} 和 xsd:{other}。"
            )


RULE = Rule(
    id="data-association-type",
    title="A data association without transformation joins data of one type.",
    title_zh="未写转换的数据关联，两端的数据类型必须相同。",
    remedy="Give both ends the same type, or add a transformation or an assignment.",
    remedy_zh="请让两端使用相同的类型，或补写转换（transformation）或赋值（assignment）。",
    source="BPMN 2.0.2 §10.4.2 (sourceRef and targetRef have the same ItemDefinition)",
    check=check,
)
