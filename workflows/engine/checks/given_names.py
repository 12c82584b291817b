"""Names that something gives to a value: facts of scripts, results, data and tables, in whatever language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.element import Element

DATA = frozenset(
    {
        "dataObject",
        "dataObjectReference",
        "dataInput",
        "dataOutput",
        "inputDataItem",
        "outputDataItem",
        "property",
    }
)
"""What bears the name of a value; other names are words on the drawing."""
WRITING = frozenset({"script", "to"})
"""Whose text writes values."""
_WORD = re.compile(r"\w+")


def names_given(root: Element) -> frozenset[str]:
    """Return the names that a file gives to values."""
    return frozenset(name for element in root.walk() for name in _of(element))


def _of(element: Element) -> Iterator[str]:
    yield from (value for name, value in element.attributes.items() if name != "name" or element.kind in DATA)
    if element.kind in WRITING:
        yield from _WORD.findall(element.text)
