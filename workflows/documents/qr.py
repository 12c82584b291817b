"""The QR code of a paper: the address of its check page as a picture that HTML and PDF know."""

from __future__ import annotations

from urllib.parse import quote

import segno

_MASK = 3
"""One of the eight patterns of the standard; trying all of them for the evenest costs 10 ms and gains nothing here."""


def address_of(public_url: str, number: str) -> str:
    """Return the beginning of the address of the check page for the paper *number*; the code follows it."""
    return f"{public_url.rstrip('/')}/check/{quote(number, safe='')}"


def picture(address: str, label: str) -> str:
    """Return the QR code for *address* as an image element, one pixel a module; screen readers read *label* instead."""
    code = segno.make(address, error="m", micro=False, boost_error=False, mask=_MASK)
    return f'<img class="check" alt="{label}" src="{code.png_data_uri(scale=1, border=0)}">'


def enrolment(address: str) -> str:
    """Return the QR code for *address* as the address of a picture that a telephone reads from a screen."""
    uri: str = segno.make(address, error="m", micro=False).png_data_uri(scale=5, border=4)
    return uri
