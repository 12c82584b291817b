"""An activity reads and writes only data of its own process and of what surrounds it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for line in diagram.of("dataInputAssociation", "dataOutputAssociation"):
        for reference in line.all("sourceRef", "targetRef"):
            data = diagram.by_id.get(local(reference.text))
            if data is None or data.kind not in {"dataObject", "dataObjectReference"}:
                continue
            if data.parent is not None and data.parent not in list(line.ancestors()):
                yield Problem(
                    line, f"{say(data)[0]} cannot be seen from here.", f"从这里看不到{say(data)[1]}。"
                )


RULE = Rule(
    id="data-in-scope",
    title="An activity reads and writes only data of its own process and of what surrounds it.",
    title_zh="活动只能读写自己所在流程及外层中的数据。",
    remedy="Move the data object to a level that both can see, or use a data store.",
    remedy_zh="把数据对象移到双方都能看到的层次，或改用数据存储。",
    source="BPMN 2.0.2 §10.4.1 (Data Objects)",
    check=check,
)
