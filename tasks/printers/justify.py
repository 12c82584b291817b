"""Chinese lines end flush at the right: what is left over goes between their characters, as Word does it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

_LOOSE = 0.1
"""A line whose characters would stand further apart than this part of their size stays as it is: from an eighth on,
readers of PDF take the gaps for spaces, and a name is not found any more."""
_WIDE = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+"
)
_FEWEST = 4


class _Spread(Layout):  # type: ignore[misc]
    """A line of text whose wide characters stand apart by `gap` when it is drawn."""

    gap = 0.0

    @classmethod
    def of(cls, layout: Layout, gap: float) -> _Spread:
        """Return *layout*, which was measured and put away, to be drawn with *gap*."""
        spread = cls.__new__(cls)
        spread.__dict__ |= layout.__dict__
        spread.gap = gap
        return spread

    def set_text(self, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002 (the signature is WeasyPrint's)
        """Set *text* as the parent does, and the gap on each run of wide characters."""
        super().set_text(text, justify)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        for run in _WIDE.finditer(self.text):
            attribute = pango.pango_attr_letter_spacing_new(int(self.gap * TO_UNITS))
            attribute.start_index = len(self.text[: run.start()].encode())
            attribute.end_index = attribute.start_index + len(run[0].encode())
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)


def justify_chinese() -> None:
    """Let WeasyPrint justify between wide characters; lines without them are justified at spaces as before."""
    if inline.justify_line is not _justify:
        _Before.justify_line = staticmethod(inline.justify_line)
        inline.justify_line = _justify


class _Before:
    justify_line: Any = None


def _justify(context: Any, line: Any, extra: float) -> None:
    texts = list(_texts(line))
    places = sum(map(_places, texts))
    if places < _FEWEST:
        _Before.justify_line(context, line, extra)
        return
    gap = extra / places
    if gap <= _LOOSE * line.style["font_size"]:
        _spread(line, gap, 0.0)


def _texts(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            yield from _texts(child)


def _places(box: Any) -> float:
    """Return how many gaps a text has: half a one on each side of every wide character, none at its two ends."""
    wide = sum(len(run[0]) for run in _WIDE.finditer(box.text))
    ends = sum(bool(_WIDE.match(end)) for end in (box.text[:1], box.text[-1:]))
    return wide - ends / 2


def _spread(box: Any, gap: float, along: float) -> float:
    """Move *box* *along* and spread its texts; return how far what follows has to move."""
    if isinstance(box, boxes.TextBox):
        box.position_x += along
        grown = _places(box) * gap
        box.width += grown
        box.pango_layout = _Spread.of(box.pango_layout, gap)
        return along + grown
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(along, 0)
        return along
    before = along
    box.position_x += along
    for child in box.children:
        if child.is_in_normal_flow():
            along = _spread(child, gap, along)
    box.width += along - before
    return along
