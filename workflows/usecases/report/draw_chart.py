"""Draw a report's bars as SVG: one hue, numbers beside the bars, no script, readable in print and by screen readers."""

from __future__ import annotations

from decimal import Decimal
from html import escape

from workflows.domain.report import Report, chart, shown

WIDTH, ROW, BAR, LABEL, NUMBER = 720, 26, 16, 210, 70
MOST = 40


def draw_chart(report: Report, language: str) -> str:
    """Return the SVG of the report's bars in the order of its rows, "" where there is nothing to draw."""
    bars = list(chart(report).items())[:MOST]
    if len(bars) < 2:
        return ""
    column = next(each for each in report.columns if each.id == report.bars)
    title = column.en if language == "en" else column.zh
    longest = max(number for _, number in bars)
    lines = "".join(
        _bar(at, _name(report, place, language), number, longest, column.unit)
        for at, (place, number) in enumerate(bars)
    )
    height = ROW * len(bars) + 6
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}" '
        f'xmlns="http://www.w3.org/2000/svg"><title>{escape(title)}</title>{lines}</svg>'
    )


def _name(report: Report, place: str, language: str) -> str:
    row = report.rows[int(place)]
    name = row.en if language == "en" else row.zh
    most = 32 if name.isascii() else 15
    return name if len(name) <= most else name[: most - 1] + "…"


def _bar(at: int, name: str, number: Decimal, longest: Decimal, unit: str) -> str:
    top = at * ROW + 4
    width = max(Decimal(2), number / longest * (WIDTH - LABEL - NUMBER))
    middle = top + BAR - 4
    return (
        f'<text class="chart-name" x="{LABEL - 8}" y="{middle}" text-anchor="end">{escape(name)}</text>'
        f'<rect class="chart-bar" x="{LABEL}" y="{top}" width="{width:.1f}" height="{BAR}" rx="2"/>'
        f'<text class="chart-number" x="{LABEL + width + 6:.1f}" y="{middle}">{shown(number, unit)}</text>'
    )
