"""A report as an XLSX workbook: the table, the definitions, and the notes."""

from __future__ import annotations

import io
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workflows.domain.report import Cell, Note, Report, Row, unit_of
from workflows.usecases.report.as_text import plain_number

FORMS = {
    "percent": '0.0"%"',
    "change": '+0.0"%";-0.0"%";0.0"%"',
    "points": "+0.0;-0.0;0.0",
    "money": "#,##0.00",
    "days": "0.0",
}
HEAD = PatternFill("solid", fgColor="E4EDF3")
BOLD = Font(bold=True)


def as_workbook(report: Report, language: str = "zh") -> bytes:
    """Return the XLSX file; texts are texts, never formulas."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "报表" if language == "zh" else "Report"
    _write(sheet.cell(1, 1), report.en if language == "en" else report.zh)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    _write(sheet.cell(2, 1), f"{report.since} – {report.until}")
    headings = [report.axis.say(language), *(c.en if language == "en" else c.zh for c in report.columns)]
    for place, heading in enumerate(headings, start=1):
        cell = sheet.cell(4, place)
        _write(cell, heading)
        cell.font, cell.fill = BOLD, HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = 34 if place == 1 else 13
    for line, row in enumerate(report.rows, start=5):
        _row(sheet, line, row, report, language)
    sheet.freeze_panes = "B5"
    _definitions(book, report, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _row(sheet: Worksheet, line: int, row: Row, report: Report, language: str) -> None:
    _write(sheet.cell(line, 1), row.en if language == "en" else row.zh)
    for place, (column, value) in enumerate(zip(report.columns, row.cells, strict=True), start=2):
        cell = sheet.cell(line, place)
        _fill(cell, value, unit_of(column, row), language)
        if row.total:
            cell.font = BOLD
    if row.total:
        sheet.cell(line, 1).font = BOLD


def _fill(cell: SheetCell | MergedCell, value: Cell, unit: str, language: str) -> None:
    if isinstance(value, Decimal):
        cell.value = plain_number(value)
        cell.number_format = FORMS.get(unit, "#,##0")
    elif value is not None:
        _write(cell, value.say(language) if isinstance(value, Note) else value)


def _write(cell: SheetCell | MergedCell, text: str) -> None:
    cell.value = text
    cell.data_type = "s"


def _definitions(book: Workbook, report: Report, language: str) -> None:
    sheet = book.create_sheet("口径与说明" if language == "zh" else "Definitions")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 90
    lines = [
        (c.en, c.means_en) if language == "en" else (c.zh, c.means) for c in report.columns if c.means
    ] + [("", note.say(language)) for note in report.notes]
    for line, (name, means) in enumerate(lines, start=1):
        _write(sheet.cell(line, 1), name)
        _write(sheet.cell(line, 2), means)
