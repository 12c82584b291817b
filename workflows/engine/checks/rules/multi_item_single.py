"""What each instance handles is one item of the collection, not a collection."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for repeat in diagram.of("multiInstanceLoopCharacteristics"):
        for one in repeat.all("inputDataItem", "outputDataItem"):
            item = diagram.find(one.get("itemSubjectRef"))
            if one.is_true("isCollection") or (item is not None and item.is_true("isCollection")):
                yield Problem(repeat.parent or repeat)


RULE = Rule(
    id="multi-item-single",
    title="What each instance handles is one item of the collection, not a collection.",
    title_zh="每个实例处理的是集合中的一项（inputDataItem、outputDataItem），它本身不能是集合。",
    remedy="Give the item the item definition of one thing, without isCollection.",
    remedy_zh="请让该项使用单个事物的数据项定义，不写 isCollection。",
    source="BPMN 2.0.2 §10.3.8 (inputDataItem, outputDataItem)",
    check=check,
)
