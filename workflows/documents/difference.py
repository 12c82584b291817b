"""What differs between two versions of a paper: as marked papers side by side, and line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lxml import html as lxml_html
from lxml.html import HtmlElement

MARK = "changed"
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "td"})


@dataclass(frozen=True)
class Piece:
    """A stretch of a line; `changed` where the other side reads differently."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class LinePair:
    """One line on the left beside one on the right; a line that only one side has stands alone."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    same: bool = False


def mark_changes(left: str, right: str) -> tuple[str, str]:
    """Return both pages of HTML with the class `changed` on each block that the other page does not have."""
    ours, theirs = lxml_html.document_fromstring(left), lxml_html.document_fromstring(right)
    ours_blocks, theirs_blocks = _blocks(ours), _blocks(theirs)
    matcher = SequenceMatcher(None, _texts(ours_blocks), _texts(theirs_blocks), autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        for block in [] if tag == "equal" else [*ours_blocks[i1:i2], *theirs_blocks[j1:j2]]:
            block.set("class", f"{block.get('class') or ''} {MARK}".strip())
    for page in (ours, theirs):
        first = next((block for block in _blocks(page) if MARK in (block.get("class") or "").split()), None)
        if first is not None:
            first.set("id", MARK)
    return _written(ours), _written(theirs)


def pair_lines(left: str, right: str) -> list[LinePair]:
    """Return the lines of two texts side by side, with what changed inside each changed line."""
    ours, theirs = left.splitlines(), right.splitlines()
    pairs: list[LinePair] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [LinePair((Piece(line),), (Piece(line),), same=True) for line in ours[i1:i2]]
        else:
            pairs += _changed(ours[i1:i2], theirs[j1:j2])
    return pairs


def near_changes(pairs: Sequence[LinePair], around: int = 1) -> list[LinePair]:
    """Return the pairs that differ, each with so many neighbours."""
    kept = {
        near
        for place, pair in enumerate(pairs)
        if not pair.same
        for near in range(place - around, place + around + 1)
    }
    return [pair for place, pair in enumerate(pairs) if place in kept]


def _changed(ours: Sequence[str], theirs: Sequence[str]) -> list[LinePair]:
    length = max(len(ours), len(theirs))
    padded = zip(
        [*ours, *[""] * (length - len(ours))], [*theirs, *[""] * (length - len(theirs))], strict=True
    )
    return [LinePair(*_pieces(old, new)) for old, new in padded]


def _pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i2 > i1:
            left.append(Piece(old[i1:i2], changed=tag != "equal"))
        if j2 > j1:
            right.append(Piece(new[j1:j2], changed=tag != "equal"))
    return tuple(left), tuple(right)


def _blocks(page: HtmlElement) -> list[HtmlElement]:
    """Return the elements that a reader sees as one piece; a cell with paragraphs of its own is not one."""
    found = (element for element in page.iter() if element.tag in _BLOCKS)
    return [element for element in found if element.tag != "td" or element.find("p") is None]


def _texts(blocks: Sequence[HtmlElement]) -> list[str]:
    return ["".join(map(str, block.itertext())) for block in blocks]


def _written(page: HtmlElement) -> str:
    return str(lxml_html.tostring(page, encoding="unicode", doctype="<!DOCTYPE html>"))
