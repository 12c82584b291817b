"""Lists of words as data: words (or short patterns of words) with spaces between them, joined for one search."""

from __future__ import annotations


def one_of(*lists: str) -> str:
    """Return the pattern of any word in *lists*, the first that fits."""
    return f"(?:{'|'.join(' '.join(lists).split())})"
