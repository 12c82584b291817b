"""What a tool says of data and of its item definition being a collection is the same."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for data in diagram.of("dataObject", "dataInput", "dataOutput") if diagram.exported else ():
        item = diagram.find(data.get("itemSubjectRef"))
        if item is None or item.kind != "itemDefinition":
            continue
        if data.is_true("isCollection") != item.is_true("isCollection"):
            yield Problem(data)


RULE = Rule(
    id="data-collection-as-item",
    title="What a tool says of data and of its item definition being a collection is the same.",
    title_zh="工具保存的数据与其数据项定义，isCollection 应当一致。",
    remedy="Give both the same isCollection; left out it means false.",
    remedy_zh="请让两者的 isCollection 相同；省略即为 false。",
    source="BPMN 2.0.2 §10.4.1, tables 10.51, 10.58 and 10.59",
    check=check,
    severity=Severity.WARNING,
)
