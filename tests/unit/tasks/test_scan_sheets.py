"""Scans as sheets: whatever somebody brings is drawn within bounds, or stays a file of the case."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from tasks.printers.scan_sheets import LONGEST, MOST_PAGES, sheets_html


def pdf(pages: int, width: float = 595, height: float = 842) -> bytes:
    """Return a PDF of so many empty pages of a size in points."""
    made, kept = pikepdf.new(), BytesIO()
    for _ in range(pages):
        made.add_blank_page(page_size=(width, height))
    made.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(("width", "height"), [(14_400, 14_400), (10, 14_400), (595, 842)])
def test_a_page_of_any_size_becomes_a_picture_of_bounded_size(width: float, height: float) -> None:
    """A page of five metres is drawn no finer than an A3 sheet, so that it cannot take all memory."""
    html, pages = sheets_html(pdf(1, width, height), "application/pdf", "大图")
    found = re.search(r"base64,([^\"]+)", html)
    assert found is not None
    assert pages == 1
    assert max(Image.open(BytesIO(b64decode(found[1]))).size) <= LONGEST + 1


def test_a_book_is_no_scan() -> None:
    """A PDF of more pages than anybody scans for a case is not drawn; the index lists it."""
    assert sheets_html(pdf(MOST_PAGES + 1), "application/pdf", "书") == ("", 0)
