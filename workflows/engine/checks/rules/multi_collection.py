"""What a multi-instance activity runs through is a collection."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import ITEM_AWARE
from workflows.engine.checks.rule import Problem, Rule

SAYING = frozenset({"dataObject", "dataInput", "dataOutput"})
"""Data that say by isCollection whether they are many; left out it means one."""


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for loop in diagram.of("multiInstanceLoopCharacteristics"):
        for reference in loop.all("loopDataInputRef", "loopDataOutputRef"):
            data = diagram.find(reference.text)
            if data is not None and data.kind in ITEM_AWARE and _single(diagram, data):
                yield Problem(loop, f"“{data.id}” is no collection.", f"“{data.id}”不是集合。")


def _single(diagram: Diagram, data: Element) -> bool:
    """Return whether *data* are one thing: they say so or, where no tool saved the file, leave isCollection away."""
    if data.kind == "dataObjectReference":
        data = diagram.find(data.get("dataObjectRef")) or data
    item = diagram.find(data.get("itemSubjectRef"))
    many = data.is_true("isCollection") or (item is not None and item.is_true("isCollection"))
    left_away = data.kind in SAYING and "isCollection" not in data.attributes and not diagram.exported
    return data.is_false("isCollection") or (left_away and not many)


RULE = Rule(
    id="multi-collection",
    title="What a multi-instance activity runs through is a collection.",
    title_zh="多实例活动所遍历的数据必须是集合。",
    remedy="Set isCollection to true at the data, or give a number of instances.",
    remedy_zh="请把该数据的 isCollection 设为 true，或改为填写次数。",
    source="BPMN 2.0.2 §10.3.8, table 10.30",
    check=check,
)
