"""Say what is wrong with a FEEL expression, if anything is."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.errors import HeweiError
from workflows.feel import compile  # noqa: A004


def feel_fault(text: str, *, unary: bool = False, types: Iterable[tuple[str, str]] = ()) -> HeweiError | None:
    """Return why *text* is no FEEL expression (or, with *unary*, no cell of a table); None where it is one."""
    if not text or (unary and text == "-"):
        return None
    try:
        return compile(text, unary=unary, types=frozenset(types)).wrong
    except HeweiError as broken:
        return broken
