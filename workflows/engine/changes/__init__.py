"""What changed between two versions of a procedure's files, in words that a designer reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workflows.engine.changes.in_diagrams import things_in_diagram
from workflows.engine.changes.in_forms import things_in_form
from workflows.engine.changes.in_tables import things_in_table
from workflows.engine.changes.thing import Change, Thing, differences
from workflows.errors import RefusedXml

__all__ = ["Change", "changes"]

READERS: Mapping[str, Callable[[str, bytes], Mapping[str, Thing]]] = {
    ".bpmn": things_in_diagram,
    ".dmn": things_in_table,
    ".json": things_in_form,
}
ORDERED = frozenset({".dmn", ".json"})
"""In tables and forms it matters what comes first."""


def changes(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> list[Change]:
    """Return what differs between the files *old* and *new*, by path; each file that differs is told of."""
    found: list[Change] = []
    for path in sorted({*old, *new}):
        if path not in new:
            found.append(_plain(path, "The file is gone.", "删去了这个文件。"))
        elif path not in old:
            found.append(_plain(path, "The file is new.", "新增了这个文件。"))
        elif old[path] != new[path]:
            found += _within(path, old[path], new[path])
    return found


def _within(path: str, old: bytes, new: bytes) -> list[Change]:
    ending = path[path.rfind(".") :]
    reader = READERS.get(ending)
    if reader is None:
        return [_plain(path, "The text is another.", "文字有改动。")]
    try:
        told = list(differences(path, reader(path, old), reader(path, new), ordered=ending in ORDERED))
    except RefusedXml:
        return [_plain(path, "It cannot be compared: one side cannot be read.", "有一边读不出来，无法比较。")]
    return told or [_plain(path, "Only places, lines or spelling.", "只是位置、连线画法或者书写格式。")]


def _plain(path: str, message: str, zh: str) -> Change:
    return Change(file=path, element="", message=message, zh=zh)
