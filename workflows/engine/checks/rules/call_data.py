"""A call activity has the same data inputs, outputs and sets as what it calls."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import CALLABLE
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for call in diagram.of("callActivity"):
        called = diagram.find(call.get("calledElement"))
        if called is None or called.kind not in CALLABLE or called.first("ioSpecification") is None:
            continue
        if _shape(call) != _shape(called):
            yield Problem(
                call,
                f"its data differ from those of {say(called)[0]}.",
                f"它的数据与{say(called)[1]}不一致。",
            )


def _shape(element: Element) -> list[int]:
    """Return how many inputs, outputs and sets *element* declares."""
    said = element.first("ioSpecification")
    kinds = ("dataInput", "dataOutput", "inputSet", "outputSet")
    return [len(said.all(kind)) if said is not None else 0 for kind in kinds]


RULE = Rule(
    id="call-data",
    title="A call activity has the same data inputs, outputs and sets as what it calls.",
    title_zh="调用环节的数据输入、输出和集必须与被调用者完全一致。",
    remedy="Give the call activity the data inputs and outputs of what it calls.",
    remedy_zh="请让调用环节的数据输入、输出与被调用者一致。",
    source="BPMN 2.0.2 §10.3.6",
    check=check,
)
