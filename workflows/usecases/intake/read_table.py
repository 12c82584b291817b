"""Read a table of former cases: CSV in any usual encoding or XLSX, within bounds, line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from workflows.errors import HeadingsMissing, TableTooLarge, UnreadableTable
from workflows.usecases.intake.workbook import (
    FIRST,
    MOST_COLUMNS,
    SEARCHED,
    Sheet,
    heading,
    headings_in,
    open_sheet,
)

MOST_LINES = 50_000
DELIMITERS = (",", "\t", ";", "，")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line with data: its number in the file, and its cells by heading."""

    number: int
    cells: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """A table: its headings in order and their line, its lines; of a workbook which sheet, and what was not read.

    `others` are sheets of the same workbook that look like lists too.
    """

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    head: int = 1
    sheet: str = ""
    others: tuple[str, ...] = ()


def read_table(content: bytes) -> SheetTable:
    """Return the table in *content*; of a workbook the sheet that is the list.

    Titles above the headings are passed over.

    Raises:
        UnreadableTable: it is no CSV or XLSX, is broken, locked, or in an unknown encoding.
        TableTooLarge: it has more than MOST_LINES lines or MOST_COLUMNS columns, or would burst when unpacked.
        HeadingsMissing: none of its first lines holds headings, or one stands twice.
    """
    is_workbook = content.startswith(b"PK\x03\x04")
    sheet = open_sheet(content) if is_workbook else Sheet(name="", others=(), rows=_text(content))
    begin = list(islice(sheet.rows, SEARCHED))
    head = headings_in(begin)[0]
    headings = tuple(heading(cell) for cell in begin[head]) if begin else ()
    while headings and not headings[-1]:
        headings = headings[:-1]
    _must_be_headings(headings)
    rows = chain(begin[head + 1 :], sheet.rows)
    lines = list(islice(_lines(rows, headings, head + 2), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise _too_many_lines()
    return SheetTable(
        headings=headings, lines=tuple(lines), head=head + 1, sheet=sheet.name, others=sheet.others
    )


def _lines(rows: Iterator[Sequence[Any]], headings: Sequence[str], first: int) -> Iterator[Line]:
    for number, row in enumerate(rows, start=first):
        if number > 3 * MOST_LINES:
            raise _too_many_lines()
        if any(cell not in (None, "") for cell in row):
            cells = dict(zip(headings, row, strict=False))
            yield Line(number=number, cells={name: cell for name, cell in cells.items() if name})


def _must_be_headings(headings: Sequence[str]) -> None:
    if len(headings) > MOST_COLUMNS:
        raise TableTooLarge(
            f"The table has more than {MOST_COLUMNS} columns; leave out those that are not needed.",
            zh=f"表格超过 {MOST_COLUMNS} 列；请删去不需要的列。",
        )
    named = [each for each in headings if each]
    if not named:
        raise HeadingsMissing(zh="表格开头没有列名；请在第一行写上“案号”“申请人”等列名。")
    twice = sorted({each for each in named if named.count(each) > 1})
    if twice:
        raise HeadingsMissing(
            f"The heading {twice[0]!r} stands twice; give each column its own.",
            zh=f"列名“{twice[0]}”出现了两次；请为每一列写不同的列名。",
        )


def _too_many_lines() -> TableTooLarge:
    return TableTooLarge(
        f"The table has more than {MOST_LINES} lines; cut it into several files.",
        zh=f"表格超过 {MOST_LINES} 行；请分成几个文件导入。",
    )


def _text(content: bytes) -> Iterator[Sequence[str]]:
    text = _decoded(content)
    first = text[:FIRST].split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        yield from csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    except csv.Error as broken:
        raise UnreadableTable(
            f"The CSV file is broken ({broken}); save it again as CSV or XLSX.",
            zh="CSV 文件损坏，例如引号没有成对；请重新另存为 CSV 或者 XLSX。",
        ) from broken


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableTable(zh="无法识别文件的编码；请另存为 XLSX，或者 UTF-8、GB18030 编码的 CSV。")
