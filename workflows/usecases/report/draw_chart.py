"""Draw a report's bars as SVG: one hue, numbers beside the bars, no script, readable in print and by screen readers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from workflows.domain.report import Report, chart, shown

BAR, NUMBER, GAP = 16, 70, 6
MOST = 40


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a chart is drawn on: its width, the height of a row, and how much of it the names take on the left."""

    width: int
    row: int
    label: int
    css: str = "chart"


DESK = Sheet(width=720, row=26, label=210)
PHONE = Sheet(width=340, row=44, label=0, css="chart chart-narrow")
"""On a phone each name stands above its bar, so that nothing has to be scrolled sideways."""


def draw_chart(report: Report, language: str, sheet: Sheet = DESK) -> str:
    """Return the SVG of the report's bars on *sheet* in the order of its rows, "" where there is nothing to draw."""
    bars = list(chart(report).items())[:MOST]
    if len(bars) < 2:
        return ""
    column = next(each for each in report.columns if each.id == report.bars)
    title = column.en if language == "en" else column.zh
    longest = max(number for _, number in bars)
    lines = "".join(
        _bar(
            sheet,
            sheet.row * at + 4,
            _name(report, place, language),
            number / longest,
            shown(number, column.unit),
        )
        for at, (place, number) in enumerate(bars)
    )
    height = sheet.row * len(bars) + 6
    return (
        f'<svg class="{sheet.css}" viewBox="0 0 {sheet.width} {height}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>{lines}</svg>'
    )


def _name(report: Report, place: str, language: str) -> str:
    row = report.rows[int(place)]
    name = row.en if language == "en" else row.zh
    most = 32 if name.isascii() else 15
    return name if len(name) <= most else name[: most - 1] + "…"


def _bar(sheet: Sheet, top: int, name: str, part: Decimal, number: str) -> str:
    """Return one row: the name before its bar, or above it where the sheet keeps no room on the left."""
    above = sheet.label == 0
    bar = top + (sheet.row - BAR - GAP if above else 0)
    width = max(Decimal(2), part * (sheet.width - sheet.label - NUMBER))
    beside = f'x="{sheet.label - 8}" y="{bar + BAR - 4}" text-anchor="end"'
    place = f'x="0" y="{bar - GAP}"' if above else beside
    return (
        f'<text class="chart-name" {place}>{escape(name)}</text>'
        f'<rect class="chart-bar" x="{sheet.label}" y="{bar}" width="{width:.1f}" height="{BAR}" rx="2"/>'
        f'<text class="chart-number" x="{sheet.label + width + GAP:.1f}" y="{bar + BAR - 4}">{number}</text>'
    )
