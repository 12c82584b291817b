"""Every id is used once in a file."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    seen: dict[str, Element] = {}
    for element in diagram.root.walk():
        first = seen.setdefault(element.id, element) if element.id and _counts(element) else element
        if first is not element:
            yield Problem(
                element,
                f"the id {element.id} is already used in line {first.line}.",
                f"id {element.id} 在第 {first.line} 行已被使用。",
            )
    for other in diagram.others:
        if other.root.get("targetNamespace") == diagram.root.get("targetNamespace"):
            for name in sorted(seen.keys() & other.by_id.keys()):
                yield Problem(
                    seen[name],
                    f"the id {name} is also used in the imported file {other.file}.",
                    f"id {name} 在导入的文件 {other.file} 中也被使用。",
                )


def _counts(element: Element) -> bool:
    foreign = element.kind.startswith(("{", "spiff:", "none:"))
    return not foreign


RULE = Rule(
    id="id-unique",
    title="Every id is used once in a file.",
    title_zh="同一文件中每个 id 只能使用一次。",
    remedy="Give one of the two elements another id, and correct what refers to it.",
    remedy_zh="给其中一个元素换一个 id，并改正引用它的地方。",
    source="BPMN 2.0.2 §8.3.1 (BaseElement)",
    check=check,
)
