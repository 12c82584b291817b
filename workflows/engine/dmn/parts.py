"""The parts of a DMN file: how elements, their names, texts and types are looked up, whatever the version."""

from __future__ import annotations

from lxml import etree

from workflows.engine.xml import line_of
from workflows.errors import RefusedTable


def typed(element: etree._Element | None) -> str:
    """Return the type that an element declares: an attribute, or an element of that name as in an item definition."""
    return "" if element is None else element.get("typeRef", "") or text_of(first(element, "typeRef"))


def type_of(element: etree._Element) -> str:
    """Return the type that an element's variable declares."""
    return typed(first(element, "variable"))


def variable_of(element: etree._Element) -> str:
    """Return the name under which others see the element."""
    variable = first(element, "variable")
    name = element.get("name", "") or element.get("id", "")
    return (variable.get("name") if variable is not None else None) or name


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def space_of(element: etree._Element | None) -> str:
    """Return the namespace of the element's name."""
    tag = element.tag if element is not None else ""
    return tag.rpartition("}")[0] if isinstance(tag, str) else ""


def first(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first child with one of these names."""
    return next((child for child in element if local(child) in names), None)


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the children with this name."""
    return [child for child in element if local(child) == name]


def text_of(element: etree._Element | None) -> str:
    """Return the text that stands in an element, or in its child of that name."""
    if element is None:
        return ""
    inner = first(element, "text")
    return ((inner.text if inner is not None else element.text) or "").strip()


def refused(element: etree._Element, file: str, why: str, why_zh: str) -> RefusedTable:
    """Return the refusal that names the element."""
    line, kind, ident = line_of(element), local(element), element.get("id", "")[:80]
    return RefusedTable(
        f"The {kind} {ident!r} in {file} line {line} {why}; correct it.",
        zh=f"{file} 第 {line} 行的 {kind} {ident!r} {why_zh}；请更正。",
        file=file,
        element=ident,
        line=line,
    )
