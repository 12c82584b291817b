"""A report as one printable HTML file that needs nothing beside it."""

from __future__ import annotations

from html import escape

from workflows.domain.report import Report, shown, unit_of
from workflows.usecases.report.draw_chart import draw_chart

STYLE = """
@page { size: A4 landscape; margin: 14mm; }
body { font: 14px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  color: #1c232b; max-width: 1080px; margin: 24px auto; padding: 0 16px; }
h1 { font-size: 22px; margin: 0; } h2 { font-size: 16px; margin: 24px 0 8px; }
.soft { color: #4d5763; }
table { border-collapse: collapse; width: 100%; font-size: 12px; font-variant-numeric: tabular-nums; }
th { text-align: right; font-weight: 600; border-bottom: 1px solid #868d94; padding: 4px 6px; vertical-align: bottom; }
td { text-align: right; border-bottom: 1px solid #d5d7d3; padding: 4px 6px; }
th:first-child, td:first-child, .text { text-align: left; }
tr { break-inside: avoid; } thead { display: table-header-group; }
tr.total td { font-weight: 600; border-top: 1px solid #868d94; }
.chart { width: 100%; max-width: 720px; } .chart-bar { fill: #1d4f73; }
.chart text { font-size: 13px; fill: #1c232b; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; font-size: 12px; }
dt { font-weight: 600; } dd { margin: 0; } li { font-size: 13px; }
.wide { overflow-x: auto; }
@media print { body { margin: 0; max-width: none; padding: 0; } .wide { overflow: visible; } }
"""
WORDS = {
    "zh": {"lang": "zh-CN", "notes": "说明", "means": "口径", "made": "和为 Hewei 统计报表"},
    "en": {"lang": "en", "notes": "Notes", "means": "Definitions", "made": "A report of Hewei 和为"},
}


def as_page(report: Report, language: str = "zh") -> str:
    """Return the file: title, chart, the key columns, definitions and notes; no script and nothing from elsewhere."""
    words, brief = WORDS[language], report.brief()
    title = escape(report.en if language == "en" else report.zh)
    chart = draw_chart(brief, language)
    notes = "".join(f"<li>{escape(note.say(language))}</li>" for note in report.notes)
    means = "".join(
        f"<dt>{escape(c.en if language == 'en' else c.zh)}</dt>"
        f"<dd>{escape(c.means_en if language == 'en' else c.means)}</dd>"
        for c in brief.columns
        if c.means
    )
    return (
        f'<!doctype html>\n<html lang="{words["lang"]}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<style>{STYLE}</style>\n</head>\n'
        f'<body>\n<h1>{title}</h1>\n<p class="soft">{report.since} – {report.until}</p>\n{chart}\n'
        f'<div class="wide">{_table(brief, language)}</div>\n'
        + (f"<h2>{words['notes']}</h2>\n<ul>{notes}</ul>\n" if notes else "")
        + (f"<h2>{words['means']}</h2>\n<dl>{means}</dl>\n" if means else "")
        + f'<p class="soft">{words["made"]}</p>\n</body>\n</html>\n'
    )


def _table(report: Report, language: str) -> str:
    heads = "".join(
        f"<th{_text(c.unit)}>{escape(c.en if language == 'en' else c.zh)}</th>" for c in report.columns
    )
    lines = []
    for row in report.rows:
        cells = "".join(
            f"<td{_text(c.unit)}>{escape(shown(cell, unit_of(c, row), language))}</td>"
            for c, cell in zip(report.columns, row.cells, strict=True)
        )
        name = escape(row.en if language == "en" else row.zh)
        mark = ' class="total"' if row.total else ""
        lines.append(f"<tr{mark}><td>{name}</td>{cells}</tr>")
    axis = escape(report.axis.say(language))
    return f"<table><thead><tr><th>{axis}</th>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _text(unit: str) -> str:
    return ' class="text"' if unit == "text" else ""
