"""Which fields of the case an expression reads, and which of them the case document does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from workflows.engine.checks.case_paths import leads_somewhere, nearest_paths
from workflows.feel.nodes import Filter, Name, Node, Path

CASE = "case"


@dataclass(frozen=True)
class NoSuchField:
    """A path that leads nowhere, and the path that may have been meant ("" where none is near)."""

    path: str
    near: str

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        meant = f"; did you mean “{self.near}”?" if self.near else "."
        return f"the case document has no field “{self.path}”{meant}"

    @property
    def zh(self) -> str:
        """What is wrong, in Chinese."""
        meant = f"，是否应为“{self.near}”？" if self.near else "。"
        return f"案件文档中没有“{self.path}”这一项{meant}"


def unknown_fields(tree: Node, *written: str) -> Iterator[NoSuchField]:
    """Yield each field that *tree* reads of the case, or that is *written*, and that does not exist."""
    for path in sorted({*_paths(tree), *written}):
        if not leads_somewhere(path):
            near = get_close_matches(path, nearest_paths(path), 1)
            yield NoSuchField(path, near[0] if near else "")


def _paths(part: object) -> Iterator[str]:
    """Yield the path of each field of the case that *part* of an expression reads, the longest ones."""
    if isinstance(part, Path | Filter):
        path = _path(part)
        if path:
            yield path
            yield from _within(part)
            return
    if isinstance(part, Node):
        for field in part.__dataclass_fields__:
            yield from _paths(getattr(part, field))
    elif isinstance(part, tuple):
        for each in part:
            yield from _paths(each)


def _path(part: Node) -> str:
    """Return the path from the case to *part*, through the items of lists; "" where it begins elsewhere."""
    names: list[str] = []
    while not isinstance(part, Name):
        if isinstance(part, Path):
            names.append(part.name)
        elif not isinstance(part, Filter):
            return ""
        part = part.base
    return ".".join(reversed(names)) if part.name == CASE else ""


def _within(part: Node) -> Iterator[str]:
    """Yield what the filters on the way to *part* read of the case themselves."""
    while isinstance(part, Path | Filter):
        if isinstance(part, Filter):
            yield from _paths(part.predicate)
        part = part.base
