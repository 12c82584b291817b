"""An XML element as the rules see it: its kind, attributes, text, line, parent and children."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
SHORT = {
    BPMN: "",
    SPIFF: "spiff:",
    "http://www.omg.org/spec/BPMN/20100524/DI": "bpmndi:",
    "http://www.omg.org/spec/DD/20100524/DC": "dc:",
    "http://www.omg.org/spec/DD/20100524/DI": "di:",
}
TRUE = frozenset({"true", "1"})
FALSE = frozenset({"false", "0"})


@dataclass(slots=True, eq=False)
class Element:
    """One element; `kind` is the local name for BPMN and DMN, and a short prefix with the name for the rest."""

    kind: str
    attributes: Mapping[str, str]
    text: str
    line: int
    namespaces: Mapping[str | None, str]
    parent: Element | None = None
    order: int = 0
    children: list[Element] = field(default_factory=list)
    kinds: dict[str, list[Element]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The id, or an empty text."""
        return self.attributes.get("id", "").strip()

    @property
    def place(self) -> str:
        """The id; without one, which BPMN allows, line and place among the children."""
        return self.id or f"{self.line}:{self.order}"

    @property
    def name(self) -> str:
        """The name on the drawing, or an empty text."""
        return self.attributes.get("name", "").strip()

    def get(self, attribute: str) -> str:
        """Return the value of *attribute*, or an empty text."""
        return self.attributes.get(attribute, "").strip()

    def is_true(self, attribute: str) -> bool:
        """Return whether *attribute* says true."""
        return self.get(attribute) in TRUE

    def is_false(self, attribute: str) -> bool:
        """Return whether *attribute* is there and says false."""
        return self.get(attribute) in FALSE

    def all(self, *kinds: str) -> list[Element]:
        """Return the children of these *kinds*, in the order of the file."""
        if not self.kinds:
            for child in self.children:
                self.kinds.setdefault(child.kind, []).append(child)
        found = [group for kind in set(kinds) if (group := self.kinds.get(kind))]
        if len(found) == 1:
            return found[0]
        return sorted((child for group in found for child in group), key=lambda child: child.order)

    def first(self, *kinds: str) -> Element | None:
        """Return the first child of these *kinds*, if there is one."""
        return next(iter(self.all(*kinds)), None)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all inside it, in the order of the file."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    def ancestors(self) -> Iterator[Element]:
        """Yield the parent, its parent, and so on."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def above(self, *kinds: str) -> Element | None:
        """Return the nearest ancestor of these *kinds*, if there is one."""
        return next((each for each in self.ancestors() if each.kind in kinds), None)

    def properties(self) -> dict[str, str]:
        """Return the `spiffworkflow:properties` of this element by name."""
        found: dict[str, str] = {}
        for extensions in self.all("extensionElements"):
            for group in extensions.all("spiff:properties"):
                found |= {each.name: each.get("value") for each in group.all("spiff:property")}
        return found


MOST_NAMESPACES = 500
"""Declarations beyond these are not looked at: no diagram has so many."""


def read_element(root: etree._Element) -> Element:
    """Return *root* and all inside it as elements of our own, without recursion."""
    top: Element | None = None
    above: list[Element] = []
    declared: dict[str | None, str] = {}
    count = 0
    for event, found in etree.iterwalk(root, events=("start", "end", "start-ns")):
        if event == "start-ns":
            count += 1
            if count <= MOST_NAMESPACES:
                declared[found[0] or None] = found[1]
        elif event == "end":
            above.pop()
        else:
            copy = _element(found, above[-1] if above else None, declared)
            declared = {}
            top = top or copy
            above.append(copy)
    if top is None:
        raise ValueError("Expected a tree, but it is empty.")
    return top


def _element(source: etree._Element, parent: Element | None, declared: dict[str | None, str]) -> Element:
    inherited = parent.namespaces if parent is not None else {}
    copy = Element(
        kind=_kind(str(source.tag)),
        attributes={str(key): str(value) for key, value in source.attrib.items()},
        text=source.text or "",
        line=int(str(source.sourceline or 0)),
        namespaces={**inherited, **declared} if declared else inherited,
        parent=parent,
    )
    if parent is not None:
        copy.order = len(parent.children)
        parent.children.append(copy)
    return copy


def _kind(tag: str) -> str:
    if not tag.startswith("{"):
        return f"none:{tag}"
    namespace, _, local = tag[1:].partition("}")
    if "/spec/DMN/" in namespace and not namespace.endswith("/DI/"):
        return local
    return f"{SHORT[namespace]}{local}" if namespace in SHORT else tag
