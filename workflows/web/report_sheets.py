"""How a report becomes a file: a table, a workbook or a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from workflows.domain.report import Report
from workflows.later import Later
from workflows.usecases.report.as_page import as_page
from workflows.usecases.report.as_text import as_csv

if TYPE_CHECKING:
    from workflows.usecases.report import as_workbook as workbook
else:
    workbook = Later("workflows.usecases.report.as_workbook")

CSV, HTML = "text/csv; charset=utf-8", "text/html; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Kind = Literal["csv", "xlsx", "html"]


@dataclass(frozen=True)
class Sheet:
    """How one kind of file is made: its media type and its content."""

    media: str
    write: Callable[[Report, str], bytes]


SHEETS: dict[Kind, Sheet] = {
    "csv": Sheet(CSV, lambda made, language: b"\xef\xbb\xbf" + as_csv(made, language).encode()),
    "xlsx": Sheet(XLSX, lambda made, language: bytes(workbook.as_workbook(made, language))),
    "html": Sheet(HTML, lambda made, language: as_page(made, language).encode()),
}
