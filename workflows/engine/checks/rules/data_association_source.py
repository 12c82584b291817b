"""A data output association comes from a data output of its own activity or event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import ITEM_AWARE
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for line in diagram.of("dataOutputAssociation"):
        owner = line.parent
        for reference in line.all("sourceRef"):
            source = diagram.by_id.get(local(reference.text))
            if source is None or owner is None or source.kind not in ITEM_AWARE:
                continue
            inside = owner in source.ancestors()
            if source.kind not in {"dataOutput", "property", "outputDataItem"} or not inside:
                yield Problem(line, f"it comes from {say(source)[0]}.", f"它来自{say(source)[1]}。")


RULE = Rule(
    id="data-association-source",
    title="A data output association comes from a data output of its own activity or event.",
    title_zh="数据输出关联必须来自本活动或本事件的数据输出。",
    remedy=(
        "Declare a data output and let the association begin there; most editors do so by drawing it again."
    ),
    remedy_zh="声明数据输出并从它引出；多数编辑器重新画一次即可。",
    source="BPMN 2.0.2 §10.4.2",
    check=check,
)
