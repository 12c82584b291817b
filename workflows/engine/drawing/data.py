"""Data that diagrams draw: which fact an object's id means, and what associations carry from one to another."""

from __future__ import annotations

import re

from lxml import etree

from workflows.engine.drawing.definitions import BPMN, local, text_of
from workflows.engine.drawing.model import Move

_OBJECTS = frozenset(
    {
        "dataObject",
        "dataObjectReference",
        "dataInput",
        "dataOutput",
        "property",
        "dataStoreReference",
        "dataStore",
    }
)
_REFS = ("dataObjectRef", "dataStoreRef")
_IN_A_SET = ("dataInputRefs", "optionalInputRefs", "whileExecutingInputRefs")
_NAME = re.compile(r"^[^\W\d]\w*$")


class DataNames:
    """The name of the routing fact for each data object, input, output and property of one file."""

    def __init__(self, root: etree._Element) -> None:
        self._drawn = {each.get("id", ""): each for each in root.iter(BPMN + "*") if local(each) in _OBJECTS}
        self._called: dict[str, set[str]] = {}  # bpmn-js names the reference and not the object
        for each in self._drawn.values():
            for key in _REFS:
                if each.get(key) and each.get("name"):
                    self._called.setdefault(_local(each.get(key, "")), set()).add(each.get("name", ""))

    def fact(self, ref: str) -> str:
        """Return the fact's name for an id; a reference is followed to its object."""
        ident = _local(ref)
        element = self._drawn.get(ident)
        if element is None:
            return ident
        for key in _REFS:
            target = self._drawn.get(_local(element.get(key, "")))
            if target is not None and target is not element:
                element = target
        names = {element.get("name", "")} - {""} or self._called.get(element.get("id", ""), set())
        name = next(iter(names)) if len(names) == 1 else ""
        return name if _NAME.match(name) else element.get("id", ident)

    def moves(self, element: etree._Element, tag: str) -> tuple[Move, ...]:
        """Return what the associations with this tag carry, in the order of the file."""
        found: list[Move] = []
        for association in element.findall(BPMN + tag):
            target = self.fact(text_of(association, BPMN + "targetRef"))
            for assignment in association.findall(BPMN + "assignment"):
                to = text_of(assignment, BPMN + "to")
                found.append(
                    Move(target=self.fact(to) or target, expression=text_of(assignment, BPMN + "from"))
                )
            source = self.fact(text_of(association, BPMN + "sourceRef"))
            expression = text_of(association, BPMN + "transformation")
            if expression or (
                source and target and source != target and not association.findall(BPMN + "assignment")
            ):
                found.append(Move(target=target, source="" if expression else source, expression=expression))
        return tuple(found)

    def needs(self, element: etree._Element) -> tuple[tuple[str, ...], ...]:
        """Return for each input set what must be there before the element can begin; empty where a set is."""
        sources: dict[str, list[str]] = {}
        for association in element.findall(BPMN + "dataInputAssociation"):
            target = _local(text_of(association, BPMN + "targetRef"))
            refs = [self.fact(ref.text or "") for ref in association.findall(BPMN + "sourceRef")]
            sources.setdefault(target, []).extend(refs)
        found = []
        for each in element.iterfind(f"{BPMN}ioSpecification/{BPMN}inputSet"):
            now, *later = ({_local(ref.text or "") for ref in each.findall(BPMN + tag)} for tag in _IN_A_SET)
            at_once = sorted(now.difference(*later))
            found.append(tuple(name for ref in at_once for name in sources.get(ref, ())))
        return tuple(found) if all(found) else ()

    def each(self, element: etree._Element, tag: str, number: int) -> list[str]:
        """Return the facts of the element's inputs or outputs where it has so many, else so many empty names."""
        inside = element.find(BPMN + "ioSpecification")
        found = (element if inside is None else inside).findall(BPMN + tag)
        names = [self.fact(each.get("id", "")) for each in found]
        return (
            [name if _NAME.match(name) else "" for name in names] if len(names) == number else [""] * number
        )


def _local(ref: str) -> str:
    """Return the id that a qualified name leads to."""
    return ref.strip().rpartition(":")[2]
