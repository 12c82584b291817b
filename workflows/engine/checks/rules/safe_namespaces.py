"""No namespace is made to look like a known one, and there are at most 500."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import MOST_NAMESPACES, SHORT, SPIFF, Element
from workflows.engine.checks.rule import Problem, Rule


def _bare(space: str) -> str:
    return space.strip().lower().removeprefix("https:").removeprefix("http:").strip("/#")


KNOWN = {_bare(space): space for space in SHORT}


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    told: set[str] = set()
    for element, prefix, space in _declared(diagram.root):
        likeness = SPIFF if prefix == "spiffworkflow" else KNOWN.get(_bare(space), space)
        if likeness != space and space not in told:
            told.add(space)
            yield Problem(element, f"“{space}” is not “{likeness}”.", f"“{space}”不是“{likeness}”。")
    if len(diagram.root.namespaces) >= MOST_NAMESPACES:
        yield Problem(diagram.root)


def _declared(root: Element) -> Iterator[tuple[Element, str | None, str]]:
    """Yield every namespace where it is declared, with its prefix."""
    for element in root.walk():
        above = element.parent.namespaces if element.parent is not None else {}
        if element.namespaces is not above:
            yield from (
                (element, prefix, space)
                for prefix, space in element.namespaces.items()
                if above.get(prefix) != space
            )


RULE = Rule(
    id="safe-namespaces",
    title="No namespace is made to look like a known one, and there are at most 500.",
    title_zh="命名空间不得仿冒已知的命名空间，且不超过 500 个。",
    remedy="Write the namespace exactly as the tool does that the extension belongs to, or remove it.",
    remedy_zh="请按扩展所属工具的原样书写命名空间，或将其删除。",
    source="Hewei; reliability",
    check=check,
)
