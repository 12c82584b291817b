"""A whole number as somebody typed it: in any script's figures, never longer than it can mean."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

MOST_FIGURES = 9
"""Nine figures fit every column and count of days; the interpreter refuses figures beyond some thousand."""


InPath = Annotated[int, Path(ge=0, le=10**MOST_FIGURES - 1)]
"""A number in an address, bounded in the same way."""


def whole_number(typed: str) -> int | None:
    """Return the number that *typed* says, or None where it says none of at most nine figures."""
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_FIGURES else None
