"""Each instance handles one item of the type that the collection holds."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.data_types import xml_type
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for repeat in diagram.of("multiInstanceLoopCharacteristics"):
        for items, one in (("loopDataInputRef", "inputDataItem"), ("loopDataOutputRef", "outputDataItem")):
            types = {xml_type(diagram, diagram.find(each.text)) for each in repeat.all(items)}
            types |= {xml_type(diagram, each) for each in repeat.all(one)}
            if len(types - {""}) > 1:
                yield Problem(repeat.parent or repeat)


RULE = Rule(
    id="multi-item-type",
    title="Each instance handles one item of the type that the collection holds.",
    title_zh="每个实例所处理的一项，其类型须与集合中各项相同。",
    remedy="Give the item the type of what the collection holds.",
    remedy_zh="请让该项使用集合中各项的类型。",
    source="BPMN 2.0.2 §10.3.8 (inputDataItem, outputDataItem)",
    check=check,
)
