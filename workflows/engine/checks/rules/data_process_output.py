"""Nothing is read from a data output of the process itself."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for line in diagram.of("dataInputAssociation"):
        for reference in line.all("sourceRef"):
            source = diagram.by_id.get(local(reference.text))
            if source is not None and source.kind == "dataOutput":
                yield Problem(line, f"it reads from {say(source)[0]}.", f"它读取了{say(source)[1]}。")


RULE = Rule(
    id="data-process-output",
    title="Nothing is read from a data output of the process itself.",
    title_zh="流程自身的数据输出不能作为数据关联的来源。",
    remedy="Read from a data object or a data input of the process.",
    remedy_zh="请从数据对象或流程的数据输入读取。",
    source="BPMN 2.0.2 §10.4.1",
    check=check,
)
