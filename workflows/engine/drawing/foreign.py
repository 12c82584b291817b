"""What the extensions of Camunda, Flowable, Activiti and Zeebe say where a diagram of theirs means the same as ours."""

from __future__ import annotations

import json
from collections.abc import Iterator

from lxml import etree

from workflows.engine.drawing.model import Move

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
VENDORS = (CAMUNDA, "{http://activiti.org/bpmn}", "{http://flowable.org/bpmn}")
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"


def zeebe(element: etree._Element, name: str, attribute: str) -> str:
    """Return what Zeebe's extension *name* of the element says in *attribute*, without the sign of an expression."""
    found = element.find(f"{BPMN}extensionElements/{ZEEBE}{name}")
    return found.get(attribute, "").strip().removeprefix("=").strip() if found is not None else ""


def called(element: etree._Element) -> str:
    """Return the process that a call activity calls, whichever tool drew it."""
    return element.get("calledElement", "").rpartition(":")[2] or zeebe(element, "calledElement", "processId")


def moves(element: etree._Element, call: str, mapping: str) -> tuple[Move, ...]:
    """Return the facts that extensions carry in (`in` of a call, `input` of a mapping) or out (`out`, `output`)."""
    extensions = element.find(BPMN + "extensionElements")
    return () if extensions is None else (*_of_calls(extensions, call), *_of_mappings(extensions, mapping))


def _of_calls(extensions: etree._Element, tag: str) -> Iterator[Move]:
    for space in VENDORS:
        for each in extensions.findall(space + tag):
            target, source = each.get("target", ""), each.get("source", "")
            expression = each.get("sourceExpression", "")
            if target and (source or expression):
                yield Move(target=target, source=source, expression=expression, each=True)


def _of_mappings(extensions: etree._Element, tag: str) -> Iterator[Move]:
    for each in extensions.iterfind(f"{ZEEBE}ioMapping/{ZEEBE}{tag}"):
        source, target = each.get("source", "").strip(), each.get("target", "")
        if source and target:
            text = source if source.startswith("=") else json.dumps(source)
            yield Move(target=target, expression=text, each=True)
