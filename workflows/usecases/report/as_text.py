"""A report as CSV for spreadsheets and as JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal

from workflows.domain.report import Cell, Note, Report

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(report: Report, language: str = "zh") -> str:
    """Return the report as CSV with all columns; numbers are plain, a text that looks like a formula is quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [report.axis.say(language), *(c.en if language == "en" else c.zh for c in report.columns)]
    )
    for row in report.rows:
        name = row.en if language == "en" else row.zh
        writer.writerow([_safe(name), *(_plain(cell, language) for cell in row.cells)])
    for note in report.notes:
        writer.writerow([_safe(note.say(language))])
    return out.getvalue()


def as_json(report: Report) -> str:
    """Return the report as JSON: columns with definitions, rows with plain numbers, notes in both languages."""
    return json.dumps(as_mapping(report), ensure_ascii=False, indent=2)


def as_mapping(report: Report) -> dict[str, object]:
    """Return the report as plain values."""
    return {
        "name": report.name,
        "title": report.zh,
        "title_en": report.en,
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "columns": [
            {"id": c.id, "zh": c.zh, "en": c.en, "unit": c.unit, "means": c.means, "means_en": c.means_en}
            for c in report.columns
        ],
        "rows": [
            {
                "zh": row.zh,
                "en": row.en,
                "total": row.total,
                "unit": row.unit,
                "cells": {c.id: _value(cell) for c, cell in zip(report.columns, row.cells, strict=True)},
                "behind": {
                    column.id: {
                        "indicator": each.indicator,
                        "group": each.group,
                        "since": each.since.isoformat(),
                        "until": each.until.isoformat(),
                    }
                    for column, each in zip(report.columns, row.behind, strict=False)
                    if each is not None
                },
            }
            for row in report.rows
        ],
        "notes": [{"zh": note.zh, "en": note.en} for note in report.notes],
    }


def plain_number(number: Decimal) -> float | int:
    """Return a number as spreadsheets and JSON take it, with four digits behind the point at most."""
    return int(number) if number == number.to_integral_value() else round(float(number), 4)


def _value(cell: Cell) -> object:
    if isinstance(cell, Decimal):
        return plain_number(cell)
    return {"zh": cell.zh, "en": cell.en} if isinstance(cell, Note) else cell


def _plain(cell: Cell, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return str(plain_number(cell))
    return _safe(cell.say(language) if isinstance(cell, Note) else cell)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
