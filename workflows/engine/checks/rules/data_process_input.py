"""Nothing is written into a data input of the process itself."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for line in diagram.of("dataOutputAssociation"):
        reference = line.first("targetRef")
        target = diagram.by_id.get(local(reference.text)) if reference is not None else None
        if target is not None and target.kind == "dataInput":
            yield Problem(line, f"it writes into {say(target)[0]}.", f"它写入了{say(target)[1]}。")


RULE = Rule(
    id="data-process-input",
    title="Nothing is written into a data input of the process itself.",
    title_zh="流程自身的数据输入不能作为数据关联的目标。",
    remedy="Write into a data object or a data output of the process.",
    remedy_zh="请写入数据对象或流程的数据输出。",
    source="BPMN 2.0.2 §10.4.1",
    check=check,
)
