"""Pictures on a paper that are no text: the QR code in the margin, the code of a letter, handwriting in its place."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from html import escape

from workflows.documents.context import Mark
from workflows.documents.qr import picture
from workflows.domain.strokes import svg_picture

CHECK_LABEL = "核验二维码"
LINK_LABEL = "打开链接的二维码"
_SVG = "data:image/svg+xml;base64,"


def with_check(html: str, address: str) -> str:
    """Return *html* with the QR code of the check page in the margin of the first page."""
    return _first(html, picture(address, CHECK_LABEL))


def with_link(html: str, address: str) -> str:
    """Return *html* with the QR code of *address* at its head, large enough for any telephone."""
    return _first(html, picture(address, LINK_LABEL).replace('class="check"', 'class="link"', 1))


def with_signatures(html: str, marks: Iterable[Mark]) -> str:
    """Return *html* with each signature drawn in the place that bears its name; a place is used once."""
    for mark in marks:
        before, found, rest = html.partition(f'<span class="blank sign-{mark.place}">')
        if found:
            html = f"{before}{_drawn(mark)}{rest.partition('</span>')[2]}"
    return html


def _drawn(mark: Mark) -> str:
    source = _SVG + b64encode(svg_picture(mark.path).encode()).decode()
    return f'<img class="signature" alt="{escape(mark.name)}的手写签名" src="{source}">'


def _first(html: str, code: str) -> str:
    """Return *html* with *code* as the first thing in its body; it is no text."""
    head, body, rest = html.partition('<body class="')
    layout, end, words = rest.partition('">')
    return f"{head}{body}{layout}{end}{code}{words}"
