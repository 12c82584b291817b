"""A call activity has the same data inputs, outputs and sets as what it calls."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.carried import same_item
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
        if _shape(call) != _shape(called) or not _same_data(diagram, call, called):
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


def _same_data(diagram: Diagram, call: Element, called: Element) -> bool:
    """Return whether the data of both are of the same items, one by one, where both say what they are."""
    return all(
        same_item(diagram, here.get("itemSubjectRef"), there.get("itemSubjectRef"))
        for here, there in _pairs(call, called)
        if here.get("itemSubjectRef") and there.get("itemSubjectRef")
    ) and not any(
        "isCollection" in here.attributes
        and "isCollection" in there.attributes
        and here.is_true("isCollection") != there.is_true("isCollection")
        for here, there in _pairs(call, called)
    )


def _pairs(call: Element, called: Element) -> list[tuple[Element, Element]]:
    """Return what belongs together of the data of both: of one name where all have names, else in their order."""
    found: list[tuple[Element, Element]] = []
    for kind in ("dataInput", "dataOutput"):
        here, there = (_data(each, kind) for each in (call, called))
        named = {each.name: each for each in there}
        if {each.name for each in here} == named.keys() and len(named) == len(here):
            found += [(each, named[each.name]) for each in here]
        elif not any(each.name for each in (*here, *there)):
            found += zip(here, there, strict=False)
    return found


def _data(element: Element, kind: str) -> list[Element]:
    said = element.first("ioSpecification")
    return said.all(kind) if said is not None else []


RULE = Rule(
    id="call-data",
    title="A call activity has the same data inputs, outputs and sets as what it calls.",
    title_zh="调用环节的数据输入、输出和集必须与被调用者完全一致。",
    remedy="Give the call activity the data inputs and outputs of what it calls.",
    remedy_zh="请让调用环节的数据输入、输出与被调用者一致。",
    source="BPMN 2.0.2 §10.3.6",
    check=check,
)
