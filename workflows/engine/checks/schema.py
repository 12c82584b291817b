"""The XML schema of BPMN 2.0, and what it finds wrong, sorted into a few kinds a designer can understand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files
from threading import Lock

from lxml import etree

from workflows.engine.xml import as_utf8

ID = re.compile(r"^[^\W\d][\w.\-]*$")
_ELEMENT = re.compile(r"Element '(?:\{[^}]*\})?([^']+)'")
_ATTRIBUTE = re.compile(r"attribute '(?:\{[^}]*\})?([^']+)'", re.IGNORECASE)
_VALUE = re.compile(r": '([^']*)' is not a valid value|The value '([^']*)'")
_SET = re.compile(r"\{([^{}]*)\}\.?$")
_EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*?) \)")
_FOREIGN = re.compile(
    r"Element '\{(?!http://www\.omg\.org/spec/)[^']*'.*"
    r"(?:resolve to a type definition|type definition is absent|demanded by the strict wildcard)"
)
"""The type of a tool's own extension, which no schema of BPMN can know, is no fault (XML Schema: lax)."""
_LOCK = Lock()
_MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_DRAWING = "{http://www.omg.org/spec/BPMN/20100524/DI}BPMNDiagram"
_FORGOTTEN = (
    (f"{_MODEL}definitions", frozenset({f"{_MODEL}extensionElements", f"{_MODEL}documentation"})),
    (_DRAWING, frozenset({"{http://www.omg.org/spec/DD/20100524/DI}extension"})),
)
"""The file itself and a drawing may carry extensions as every element may (§8.3.1); the schema forgot to say so."""
MOST_WORK = 2_000_000


class SchemaKind(StrEnum):
    """What the schema objects to."""

    ATTRIBUTE_UNKNOWN = "attribute-unknown"
    ATTRIBUTE_MISSING = "attribute-missing"
    ELEMENT_PLACE = "element-place"
    ELEMENT_MISSING = "element-missing"
    VALUE = "value"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class SchemaError:
    """One objection of the schema: at which element (its path in the tree), to what."""

    kind: SchemaKind
    path: tuple[int, ...]
    tag: str
    attribute: str = ""
    value: str = ""
    expected: str = ""


def validate(data: bytes, root: etree._Element) -> tuple[SchemaError, ...]:
    """Return what the schema of BPMN 2.0 objects to in *data*, at most 200 objections.

    *data* was already found safe to read, and *root* is its tree. A first pass only counts; where there are few
    objections a second one finds their places, which takes time that grows with objections times elements.
    """
    data, root = _without_forgotten(data, root)
    with _LOCK:
        counted = _counted(data)
        if not counted:
            return ()
        ids = [element.get("id") for element in root.iter()]
        doubles = len(ids) - len(set(ids))
        attributes = sum(len(element.attrib) for element in root.iter())
        placed = (len(counted) + doubles) * (len(ids) + attributes) <= MOST_WORK
        entries = _placed(root) if placed else counted
    prefixes = {prefix: uri for each in root.iter() for prefix, uri in each.nsmap.items() if prefix}
    found = [_error(root, entry, prefixes) for entry in entries[:200]]
    return tuple(error for error in found if error is not None)


def _without_forgotten(data: bytes, root: etree._Element) -> tuple[bytes, etree._Element]:
    """Return the file with what the schema forgot left out; comments keep the places of all others."""
    if not _forgotten(root):
        return data, root
    copy = deepcopy(root)
    for above, child in _forgotten(copy):
        above.replace(child, etree.Comment(""))
    return etree.tostring(copy, encoding="utf-8"), copy


def _forgotten(root: etree._Element) -> list[tuple[etree._Element, etree._Element]]:
    return [
        (above, child)
        for tag, kinds in _FORGOTTEN
        for above in ([root] if root.tag == tag else root.findall(tag))
        for child in above
        if child.tag in kinds
    ]


def _counted(data: bytes) -> list[etree._LogEntry]:
    parser = etree.XMLParser(
        schema=_schema(),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        etree.fromstring(as_utf8(data, ""), parser)
    except etree.XMLSyntaxError:
        entries: list[etree._LogEntry] = list(parser.error_log)
        return entries
    return []


def _placed(root: etree._Element) -> list[etree._LogEntry]:
    schema = _schema()
    schema.validate(root)
    entries: list[etree._LogEntry] = list(schema.error_log)  # type: ignore[call-overload]  # not in the stubs
    return entries


@cache
def _schema() -> etree.XMLSchema:
    folder = files("SpiffWorkflow.bpmn.parser") / "schema"
    with as_file(folder) as place:
        return etree.XMLSchema(etree.parse(str(place / "BPMN20.xsd")))


def _error(root: etree._Element, entry: etree._LogEntry, prefixes: Mapping[str, str]) -> SchemaError | None:
    message = entry.message
    kind = _kind(entry.type_name, message)
    value = next((text for text in (_first(_VALUE, message, 1), _first(_VALUE, message, 2)) if text), "")
    if kind is SchemaKind.VALUE and _known_value(_first(_ATTRIBUTE, message, 1), value):
        return None
    if ("xs:ID'" in message and ID.match(value)) or _FOREIGN.match(message):
        return None
    expected = _first(_EXPECTED, message, 1) or _first(_SET, message, 1)
    return SchemaError(
        kind=kind,
        path=_path(root, entry.path, prefixes),
        tag=_first(_ELEMENT, message, 1),
        attribute=_first(_ATTRIBUTE, message, 1),
        value=value,
        expected=re.sub(r"\{[^}]*\}|'", "", expected),
    )


def _known_value(attribute: str, value: str) -> bool:
    """Return whether another rule judges *value*: an expression that names a process, or the style of a label."""
    return (attribute == "calledElement" and "{" in value) or (
        attribute == "labelStyle" and value.startswith("#//@")
    )


def _kind(type_name: str, message: str) -> SchemaKind:
    if type_name.endswith("COMPLEX_TYPE_3_2_2"):
        return SchemaKind.ATTRIBUTE_UNKNOWN
    if type_name.endswith("COMPLEX_TYPE_4"):
        return SchemaKind.ATTRIBUTE_MISSING
    if "Missing child element" in message:
        return SchemaKind.ELEMENT_MISSING
    if "This element is not expected" in message or "No matching global" in message:
        return SchemaKind.ELEMENT_PLACE
    if "DATATYPE" in type_name or "ENUMERATION" in type_name or "FACET" in type_name:
        return SchemaKind.VALUE
    return SchemaKind.TEXT if "haracter" in message else SchemaKind.OTHER


def _first(pattern: re.Pattern[str], text: str, group: int) -> str:
    found = pattern.search(text)
    return (found.group(group) or "") if found else ""


def _path(root: etree._Element, path: str | None, prefixes: Mapping[str, str]) -> tuple[int, ...]:
    """Return the positions of the element among its siblings, from the root down."""
    try:
        found = root.xpath(path, namespaces=dict(prefixes)) if path else []
    except etree.XPathEvalError:  # a path with a prefix that means two things in one file
        found = []
    element: object = found[0] if isinstance(found, list) and found else None
    steps: list[int] = []
    while etree.iselement(element) and element is not root:
        above = element.getparent()
        if above is None:
            break
        steps.append(above.index(element))
        element = above
    return tuple(reversed(steps))
