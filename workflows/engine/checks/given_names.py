"""Names that something gives to a value: facts of scripts, results, data and tables, in whatever language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
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


def given_names(diagram: Diagram) -> frozenset[str] | None:
    """Return the names that values may have in *diagram*; None where it asks a table that is not here."""
    if diagram.known.answers is None and diagram.of("businessRuleTask"):
        return None
    drawn = (
        name for each in (diagram, *diagram.beside) for element in each.root.walk() for name in _of(element)
    )
    return frozenset(drawn) | (diagram.known.answers or frozenset())


def _of(element: Element) -> Iterator[str]:
    yield from (value for name, value in element.attributes.items() if name != "name" or element.kind in DATA)
    if element.kind in WRITING:
        yield from _WORD.findall(element.text)
