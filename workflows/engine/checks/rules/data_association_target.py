"""A data input association leads to a data input of its own activity or event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import ITEM_AWARE
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for line in diagram.of("dataInputAssociation"):
        owner, reference = line.parent, line.first("targetRef")
        target = diagram.by_id.get(local(reference.text)) if reference is not None else None
        if target is None or owner is None or target.kind not in ITEM_AWARE:
            continue
        inside = owner in target.ancestors()
        if target.kind not in {"dataInput", "property", "inputDataItem"} or not inside:
            yield Problem(line, f"it leads to {say(target)[0]}.", f"它指向了{say(target)[1]}。")


RULE = Rule(
    id="data-association-target",
    title="A data input association leads to a data input of its own activity or event.",
    title_zh="数据输入关联必须指向本活动或本事件的数据输入。",
    remedy=("Declare a data input and lead the association to it; most editors do so by drawing it again."),
    remedy_zh="声明数据输入并指向它；多数编辑器重新画一次即可。",
    source="BPMN 2.0.2 §10.4.2",
    check=check,
)
