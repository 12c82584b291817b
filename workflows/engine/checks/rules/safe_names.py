"""No id, name of data or form field is one that programs treat as their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for element in diagram.root.walk():
        for name in _names(element):
            if name.lower() in POISON or re.fullmatch(r"__\w*__", name):
                yield Problem(element, f"the name “{name[:60]}” is reserved.", f"名字“{name[:60]}”是保留的。")


POISON = frozenset({"typename", "__proto__", "prototype", "constructor", "__builtins__", "__class__"})
NAMING = ("id", "name", "errorCode", "escalationCode")
DATA = frozenset(
    {"dataObject", "dataInput", "dataOutput", "inputDataItem", "outputDataItem", "message", "signal"}
)


def _names(element: Element) -> list[str]:
    """Return what *element* calls itself or its data; a label of an activity is free text."""
    named = element.kind in DATA or element.kind.startswith("spiff:")
    keys = NAMING if named else ("id",)
    texts = [element.get(key) for key in keys]
    if element.kind in {"spiff:messageVariable", "spiff:variableName"}:
        texts.append(element.text.strip())
    return [text for text in texts if text]


RULE = Rule(
    id="safe-names",
    title="No id, name of data or form field is one that programs treat as their own.",
    title_zh="id、数据名和字段名不能使用程序内部保留的名字。",
    remedy="Choose another name: letters, digits, - and _, not beginning with two underscores.",
    remedy_zh="请换一个名字：用字母、数字、- 和 _，且不以两个下划线开头。",
    source="Hewei; reliability",
    check=check,
)
