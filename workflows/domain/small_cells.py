"""Hide small numbers from those who only count: a cell that a person could be known by, and what would betray it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from workflows.domain.report import Hidden, Note, Report, Row


def without_small_cells(report: Report, smallest: int) -> Report:
    """Return *report* with every number hidden that stands on fewer than *smallest* cases, but not on none.

    Where exactly one number of a column with a total is hidden, the next smallest is hidden too, or the total would
    give it away.
    """
    hidden = {
        (at, place)
        for at, row in enumerate(report.rows)
        for place, base in enumerate(row.bases)
        if base is not None and 0 < base < smallest
    }
    hidden |= _betrayed(report, hidden)
    if not hidden:
        return report
    rows = tuple(_covered(row, at, hidden) for at, row in enumerate(report.rows))
    note = Note(
        f"为免从数字认出人，小于 {smallest} 件的格以 {Hidden.SMALL.value} 代替，必要时连带隐去另一格。",
        f"Cells of fewer than {smallest} cases show {Hidden.SMALL.value}, and where needed one more.",
    )
    return replace(report, rows=rows, notes=(*report.notes, note))


def _betrayed(report: Report, hidden: set[tuple[int, int]]) -> set[tuple[int, int]]:
    if not any(row.total for row in report.rows):
        return set()
    more = set()
    for place in range(len(report.columns)):
        parts = [at for at, row in enumerate(report.rows) if not row.total and place < len(row.bases)]
        covered = [at for at in parts if (at, place) in hidden]
        left = [(base, at) for at in parts if at not in covered and (base := report.rows[at].bases[place])]
        if len(covered) == 1 and left:
            more.add((min(left)[1], place))
    return more


def _covered(row: Row, at: int, hidden: set[tuple[int, int]]) -> Row:
    cells = tuple(
        Hidden.SMALL.value if (at, place) in hidden and isinstance(cell, Decimal) else cell
        for place, cell in enumerate(row.cells)
    )
    behind = tuple(None if (at, place) in hidden else each for place, each in enumerate(row.behind))
    return replace(row, cells=cells, behind=behind)
