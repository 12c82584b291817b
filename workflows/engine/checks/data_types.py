"""Which type of XML Schema data hold, where they say so."""

from __future__ import annotations

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element

XSD = "http://www.w3.org/2001/XMLSchema"


def xml_type(diagram: Diagram, data: Element | None) -> str:
    """Return the type of XML Schema that *data* hold ("string", "int"), empty where they say none."""
    if data is not None and data.kind == "dataObjectReference" and not data.get("itemSubjectRef"):
        data = diagram.find(data.get("dataObjectRef"))
    item = diagram.find(data.get("itemSubjectRef")) if data is not None else None
    if item is None or item.kind != "itemDefinition":
        return ""
    prefix, _, name = item.get("structureRef").strip().rpartition(":")
    return name if item.namespaces.get(prefix) == XSD else ""
