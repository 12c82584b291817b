"""`hewei report`: one report over some days, as a table, CSV, XLSX, a printable page or JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.config import read_settings
from workflows.domain.actor import CONSOLE
from workflows.domain.report import TEXT, Report, shown, unit_of
from workflows.errors import ReportPeriodRefused
from workflows.usecases.report.as_page import as_page
from workflows.usecases.report.as_text import as_csv, as_json
from workflows.usecases.report.as_workbook import as_workbook
from workflows.usecases.report.make_report import REPORTS, Asked, make_report
from workflows.whole_file import write_whole


class Format(StrEnum):
    """How a report is written."""

    TABLE = "table"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    JSON = "json"


class Language(StrEnum):
    """In which language a report is written."""

    ZH = "zh"
    EN = "en"


def report(
    name: Annotated[str, typer.Argument(help=f"报表 / report: {', '.join(REPORTS)}")],
    since: Annotated[str, typer.Option("--from", help="起日 / first day, 2026-01-01")],
    until: Annotated[str, typer.Option("--to", help="止日 / last day, 2026-05-31")],
    form: Annotated[Format, typer.Option("--format", help="格式 / format")] = Format.TABLE,
    pack: Annotated[str, typer.Option(help="辖区包 / pack")] = "yunyang",
    *,
    language: Annotated[Language, typer.Option(help="语言 / language")] = Language.ZH,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="写入文件 / write to a file")] = None,
    every: Annotated[bool, typer.Option("--all", help="全部列 / all columns in the table")] = False,
) -> None:
    """打印报表；CSV、XLSX、JSON 含全部指标和同比。 Print a report; CSV, XLSX and JSON hold every indicator."""
    app = bootstrap(read_settings())
    app.store.prepare()
    asked = Asked(name=name, pack=pack, since=_day(since), until=_day(until))
    made = make_report(app, CONSOLE, asked)
    if form is Format.TABLE:
        print_report(made if every else made.brief(), language)
        return
    content = _WRITERS[form](made, language)
    if output is not None:
        write_whole(output, content)
        return
    sys.stdout.buffer.write(content)


def print_report(made: Report, language: str = "zh") -> None:
    """Print a report as a table with its notes."""
    console = Console()
    table = Table(title=f"{made.en if language == 'en' else made.zh}  {made.since} – {made.until}")
    table.add_column(made.axis.say(language), overflow="fold", min_width=12)
    for column in made.columns:
        heading = column.en if language == "en" else column.zh
        table.add_column(heading, justify="left" if column.unit == TEXT else "right", overflow="fold")
    for row in made.rows:
        cells = [
            escape(shown(cell, unit_of(c, row), language))
            for c, cell in zip(made.columns, row.cells, strict=True)
        ]
        table.add_row(
            escape(row.en if language == "en" else row.zh), *cells, style="bold" if row.total else ""
        )
    console.print(table)
    for note in made.notes:
        console.print(f"· {note.say(language)}", markup=False)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as broken:
        raise ReportPeriodRefused(
            f"{typed!r} is no day; write it like 2026-01-30.",
            zh=f"{typed!r} 不是日期；请写成 2026-01-30 这样。",
            day=typed,
        ) from broken


_WRITERS: dict[Format, Callable[[Report, str], bytes]] = {
    Format.CSV: lambda made, language: b"\xef\xbb\xbf" + as_csv(made, language).encode(),
    Format.XLSX: as_workbook,
    Format.HTML: lambda made, language: as_page(made, language).encode(),
    Format.JSON: lambda made, _: as_json(made).encode(),
}
