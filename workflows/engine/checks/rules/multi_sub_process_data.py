"""A repeated sub-process runs through a data object, not through a data store."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import SUB_PROCESSES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say

STORES = frozenset({"dataStore", "dataStoreReference"})


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for repeat in diagram.of("multiInstanceLoopCharacteristics"):
        if repeat.parent is None or repeat.parent.kind not in SUB_PROCESSES:
            continue
        for reference in repeat.all("loopDataInputRef", "loopDataOutputRef"):
            data = diagram.find(reference.text.strip())
            if data is not None and data.kind in STORES:
                yield Problem(
                    repeat.parent, f"it runs through {say(data)[0]}.", f"它遍历的是{say(data)[1]}。"
                )


RULE = Rule(
    id="multi-sub-process-data",
    title="A repeated sub-process runs through a data object, not through a data store.",
    title_zh="多实例子流程遍历的必须是数据对象，不能是数据存储。",
    remedy="Draw a data object with isCollection and name it in loopDataInputRef.",
    remedy_zh="请画一个 isCollection 为 true 的数据对象，并在 loopDataInputRef 中引用它。",
    source="BPMN 2.0.2 §10.3.8 (loopDataInputRef, loopDataOutputRef)",
    check=check,
)
