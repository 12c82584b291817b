"""An activity reads and writes only data of its own and of what surrounds it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say

SEEN_INSIDE = frozenset({"dataObject", "dataObjectReference", "property", "dataInput", "dataOutput"})
"""Data that only its owner, and what is drawn inside, can see."""


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for line in diagram.of("dataInputAssociation", "dataOutputAssociation"):
        for reference in line.all("sourceRef", "targetRef"):
            data = diagram.by_id.get(local(reference.text))
            holder = _holder(data) if data is not None else None
            if data is not None and holder is not None and holder not in list(line.ancestors()):
                yield Problem(
                    line, f"{say(data)[0]} cannot be seen from here.", f"从这里看不到{say(data)[1]}。"
                )
    for shown in diagram.of("dataObjectReference"):
        data = diagram.by_id.get(local(shown.get("dataObjectRef")))
        if data is not None and data.kind == "dataObject" and data.parent not in list(shown.ancestors()):
            yield Problem(shown, f"{say(data)[0]} cannot be seen from here.", f"从这里看不到{say(data)[1]}。")
    yield from _repeated(diagram)


def _repeated(diagram: Diagram) -> Iterator[Problem]:
    """Yield each repeated sub-process that takes its items from data it cannot see."""
    for repeat in diagram.of("multiInstanceLoopCharacteristics"):
        for reference in repeat.all("loopDataInputRef", "loopDataOutputRef"):
            data = diagram.by_id.get(local(reference.text))
            holder = _holder(data) if data is not None else None
            if data is not None and holder is not None and holder not in list(repeat.ancestors()):
                yield Problem(
                    repeat.parent or repeat,
                    f"{say(data)[0]} cannot be seen from here.",
                    f"从这里看不到{say(data)[1]}。",
                )


def _holder(data: Element) -> Element | None:
    """Return what *data* belongs to: a process, a sub-process, an activity or an event."""
    if data.kind not in SEEN_INSIDE or data.parent is None:
        return None
    return data.parent.parent if data.parent.kind == "ioSpecification" else data.parent


RULE = Rule(
    id="data-in-scope",
    title="An activity reads and writes only data of its own and of what surrounds it.",
    title_zh="活动只能读写自己的数据以及外层中的数据。",
    remedy="Move the data object to a level that both can see, or use a data store.",
    remedy_zh="把数据对象移到双方都能看到的层次，或改用数据存储。",
    source="BPMN 2.0.2 §10.4.1 (Data Objects, Properties)",
    check=check,
)
