"""What the extensions of Camunda, Flowable, Activiti and Zeebe say where a diagram of theirs means the same as ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import copy

from lxml import etree

from workflows.engine.drawing.model import Move
from workflows.engine.spelling import plain_feel

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
VENDORS = (CAMUNDA, "{http://activiti.org/bpmn}", "{http://flowable.org/bpmn}")
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
_COMPUTED = re.compile(r"[$#]\{")
_PART = re.compile(r"([$#]\{[^{}]*\})")


def zeebe(element: etree._Element, name: str, attribute: str) -> str:
    """Return what Zeebe's extension *name* of the element says in *attribute*, without the sign of an expression."""
    return _zeebe_as_written(element, name, attribute).removeprefix("=").strip()


def _zeebe_as_written(element: etree._Element, name: str, attribute: str) -> str:
    found = element.find(f"{BPMN}extensionElements/{ZEEBE}{name}")
    return found.get(attribute, "").strip() if found is not None else ""


def called(element: etree._Element) -> str:
    """Return the process that a call activity calls, whichever tool drew it; what would be computed as written."""
    named = element.get("calledElement", "")
    if named:
        return named if is_computed(named) else named.rpartition(":")[2]
    return _zeebe_as_written(element, "calledElement", "processId")


def is_computed(name: str) -> bool:
    """Tell whether a tool would compute this name when it is used."""
    return name[:1] == "=" or bool(_COMPUTED.search(name))


def moves(element: etree._Element, call: str, mapping: str) -> tuple[Move, ...]:
    """Return the facts that extensions carry in (`in` of a call, `input` of a mapping) or out (`out`, `output`)."""
    extensions = element.find(BPMN + "extensionElements")
    if extensions is None:
        return ()
    parameters = _of_parameters(extensions, f"{mapping}Parameter")
    return (*_of_calls(extensions, call), *_of_mappings(extensions, mapping), *parameters)


def sealed(element: etree._Element) -> bool:
    """Tell whether a call drawn for such a tool shows the called process nothing but what it hands in by name."""
    extensions = element.find(BPMN + "extensionElements")
    if extensions is None:
        return False
    inputs = [each for space in VENDORS for each in extensions.findall(space + "in")]
    everything = any(each.get("variables") == "all" for each in inputs)
    return (any(_of_calls(extensions, "in")) and not everything) or (
        zeebe(element, "calledElement", "propagateAllParentVariables") == "false"
    )


def keeps(element: etree._Element) -> str:
    """Return what an activity with a mapping of its own hands on of what it writes: `named`, `rest`, or nothing drawn.

    Zeebe hands on what outputs name where there are any; else all but the inputs, as Camunda does.
    """
    extensions = element.find(BPMN + "extensionElements")
    if extensions is None:
        return ""
    if extensions.find(f"{ZEEBE}ioMapping/{ZEEBE}output") is not None:
        return "named"
    return "rest" if any(True for _ in (*_of_mappings(extensions, "input"), *_given(extensions))) else ""


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


def _given(extensions: etree._Element) -> Iterator[etree._Element]:
    for space in VENDORS:
        yield from extensions.iterfind(f"{space}inputOutput/*")


def _of_parameters(extensions: etree._Element, tag: str) -> Iterator[Move]:
    for each in _given(extensions):
        target = each.get("name", "")
        if target and etree.QName(each).localname == tag:
            yield Move(target=target, expression=_parameter(each), each=True)


def _parameter(element: etree._Element) -> str:
    """Return the FEEL of a value: a text, one with expressions in it, a list, a map or a script."""
    inner = next((each for each in element if isinstance(each.tag, str)), None)
    if inner is None:
        return _mixed((element.text or "").strip())
    kind = etree.QName(inner).localname
    if kind == "list":
        return f"[{', '.join(plain_feel(_parameter(each)) for each in _values(inner))}]"
    if kind == "map":
        entries = (
            f"{json.dumps(each.get('key', ''))}: {plain_feel(_parameter(each))}"
            for each in inner.iterfind("*")
        )
        return "{" + ", ".join(entries) + "}"
    text = (inner.text or "").strip()
    return text if inner.get("scriptFormat", "").lower() == "feel" else f"${{{text}}}"


def _values(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the entries of a list, each as something that `_parameter` reads."""
    for each in element.iterfind("*"):
        if etree.QName(each).localname == "value":
            yield each
            continue
        holder = etree.Element("value")
        holder.append(copy(each))
        yield holder


def _mixed(text: str) -> str:
    parts = [part for part in _PART.split(text) if part]
    if len(parts) == 1 and _PART.fullmatch(parts[0]):
        return text
    if not any(_PART.fullmatch(part) for part in parts):
        return json.dumps(text) if text else "null"
    return " + ".join(
        f"string({plain_feel(part)})" if _PART.fullmatch(part) else json.dumps(part) for part in parts
    )
