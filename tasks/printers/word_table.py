"""Where each cell of an HTML table stands in Word's grid, with merged rows and columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(frozen=True, kw_only=True)
class Place:
    """One cell in Word's grid: its HTML cell (None where one from above continues), its column and span."""

    cell: HtmlElement | None
    column: int
    span: int
    begins_merge: bool = False


def widths(table: HtmlElement, total: int) -> list[int]:
    """Return the column widths in twips that add up to *total*; equal ones where the table names none."""
    shares = [
        int(share) for col in table.iter("col") if (share := (col.get("class") or "w0")[1:]).isdecimal()
    ]
    if not shares or not all(shares):
        count = max(
            sum(int(cell.get("colspan", 1)) for cell in row.iterchildren("td")) for row in table.iter("tr")
        )
        shares = [1] * count
    return [total * share // sum(shares) for share in shares]


def rows(table: HtmlElement) -> Iterator[tuple[HtmlElement, list[Place]]]:
    """Return each row with the places of its cells, those continued from above included."""
    open_below: dict[int, tuple[int, int]] = {}
    for row in table.iter("tr"):
        places: list[Place] = []
        column = 0
        cells = list(row.iterchildren("td"))
        while cells or column in open_below:
            if column in open_below:
                left, span = open_below.pop(column)
                places.append(Place(cell=None, column=column, span=span))
                if left > 1:
                    open_below[-column - 1] = (left - 1, span)
            else:
                cell = cells.pop(0)
                span, down = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
                places.append(Place(cell=cell, column=column, span=span, begins_merge=down > 1))
                if down > 1:
                    open_below[-column - 1] = (down - 1, span)
            column += places[-1].span
        open_below = {-key - 1 if key < 0 else key: value for key, value in open_below.items()}
        yield row, places
