"""Scans as sheets of the dossier: each page of what was scanned becomes a picture on a tagged A4 page of PDF/A."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape
from io import BytesIO

import pypdfium2

from workflows.domain.file_kind import FileKind

SHEETS_CSS = """
@page { size: A4; margin: 18mm 15mm 15mm; }
body, p { margin: 0; font: 12pt "Hewei Song"; text-align: center; }
p { break-after: page; }
p:last-child { break-after: auto; }
img { max-width: 180mm; max-height: 262mm; }
"""
DOTS, QUALITY = 150, 80
"""How fine pictures are kept, in dots per inch, and the quality of JPEG: enough to read and to print a card."""
LONGEST = 2_480
"""Dots of the longer side of a page at most: A3 at full fineness; who brings a larger page gets it coarser."""
MOST_PAGES = 200
"""A PDF with more pages stays a file of the case: it is no scan of a card or of a few signed sheets."""


def sheets_html(content: bytes, media_type: str, title: str) -> tuple[str, int]:
    """Return the HTML of a scan's sheets and how many they are; ("", 0) where a PDF cannot be drawn or is too long."""
    try:
        pictures = list(_pictures(content, media_type))
    except pypdfium2.PdfiumError:
        return "", 0
    if not pictures:
        return "", 0
    told = escape(title)
    body = "".join(
        f'<p><img alt="{told}，第{number}页" src="data:{kind};base64,{b64encode(picture).decode()}"></p>'
        for number, (kind, picture) in enumerate(pictures, start=1)
    )
    return f'<html lang="zh-CN"><title>{told}</title><body>{body}</body></html>', len(pictures)


def _pictures(content: bytes, media_type: str) -> Iterator[tuple[str, bytes]]:
    if media_type != FileKind.PDF.value:
        yield media_type, content
        return
    with pypdfium2.PdfDocument(content) as document:
        for page in document if len(document) <= MOST_PAGES else ():
            made = BytesIO()
            scale = min(DOTS / 72, LONGEST / max(page.get_size()))
            page.render(scale=scale).to_pil().convert("RGB").save(made, "JPEG", quality=QUALITY)
            yield FileKind.JPEG.value, made.getvalue()
