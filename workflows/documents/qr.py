"""The QR code of a paper: an address as a drawing that HTML and PDF know, and the short code in it."""

from __future__ import annotations

from urllib.parse import quote

import segno

_MASK = 3
"""One of the eight patterns of the standard; trying all of them for the evenest costs 10 ms and gains nothing here."""


def address_of(public_url: str, number: str) -> str:
    """Return the beginning of the address of the check page for the paper *number*; the code follows it."""
    return f"{public_url.rstrip('/')}/check/{quote(number, safe='')}"


def drawing(address: str, label: str) -> str:
    """Return the QR code for *address* as an SVG element; screen readers read *label* instead."""
    code = segno.make(address, error="m", micro=False, boost_error=False, mask=_MASK)
    side = code.symbol_size(border=0)[0]
    bars = "".join(_bars(row, y) for y, row in enumerate(code.matrix))
    return (
        f'<svg class="check" role="img" aria-label="{label}" xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {side} {side}"><title>{label}</title>'
        f'<path d="{bars}" fill="#000"/></svg>'
    )


def _bars(row: bytearray, y: int) -> str:
    """Return the dark runs of one row as rectangles."""
    runs, start = [], None
    for x, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            runs.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            start = None
    return "".join(runs)
