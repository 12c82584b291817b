"""Read a table of former cases: CSV in any usual encoding or XLSX, within bounds, line by line."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from workflows.domain.file_kind import FileKind, kind_of
from workflows.domain.unpacking import UnpackingLimits, unpacked
from workflows.errors import HeadingsMissing, TableTooLarge, UnreadableTable
from workflows.later import Later

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.utils import exceptions as workbook_errors
else:
    openpyxl, workbook_errors = Later("openpyxl"), Later("openpyxl.utils.exceptions")

MOST_LINES = 50_000
MOST_COLUMNS = 200
LIMITS = UnpackingLimits(size=400_000_000, members=2_000, depth=1)
DELIMITERS = (",", "\t", ";", "，")
FIRST = 4096
DECLARED = (b"<!DOCTYPE", b"<!ENTITY")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line with data: its number in the file, and its cells by heading."""

    number: int
    cells: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """A table: its headings in order, and its lines."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(content: bytes) -> SheetTable:
    """Return the table in *content*; of a workbook its first sheet.

    Raises:
        UnreadableTable: it is no CSV or XLSX, is broken, locked, or in an unknown encoding.
        TableTooLarge: it has more than MOST_LINES lines or MOST_COLUMNS columns, or would burst when unpacked.
        HeadingsMissing: its first line has no headings, or one twice.
    """
    rows = _workbook(content) if content.startswith(b"PK\x03\x04") else _text(content)
    first = next(rows, ())
    headings = tuple(_heading(cell) for cell in first)
    while headings and not headings[-1]:
        headings = headings[:-1]
    _must_be_headings(headings)
    lines = list(islice(_lines(rows, headings), MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise _too_many_lines()
    return SheetTable(headings=headings, lines=tuple(lines))


def _lines(rows: Iterator[Sequence[Any]], headings: Sequence[str]) -> Iterator[Line]:
    for number, row in enumerate(rows, start=2):
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
    named = [heading for heading in headings if heading]
    if not named:
        raise HeadingsMissing(zh="表格第一行没有列名；请在第一行写上“案号”“申请人”等列名。")
    twice = sorted({heading for heading in named if named.count(heading) > 1})
    if twice:
        raise HeadingsMissing(
            f"The heading {twice[0]!r} stands twice; give each column its own.",
            zh=f"列名“{twice[0]}”出现了两次；请为每一列写不同的列名。",
        )


def _heading(cell: object) -> str:
    return " ".join(str(cell).split())[:100] if cell is not None else ""


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


def _workbook(content: bytes) -> Iterator[Sequence[Any]]:
    _must_be_harmless(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        with closing(book):
            sheet = book.worksheets[0]
            yield from sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
    except (
        workbook_errors.InvalidFileException,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
        OSError,
    ) as broken:
        raise UnreadableTable(zh="这个 XLSX 文件损坏，无法读取；请用表格软件重新另存。") from broken


def _must_be_harmless(content: bytes) -> None:
    if kind_of(content) is not FileKind.XLSX:
        raise UnreadableTable(zh="这不是 XLSX 表格；请另存为 XLSX 或者 CSV。")
    wrong = unpacked(content, LIMITS).wrong
    if wrong in ("size", "members", "depth"):
        raise TableTooLarge(zh="这个 XLSX 文件解压后过大；请分成几个文件，或者只留下数据另存。")
    if wrong:
        raise UnreadableTable(zh="这个 XLSX 文件损坏、加密或者含有宏；请另存为不加密的 XLSX。")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            with archive.open(member) as stream:
                if any(mark in stream.read(FIRST).upper() for mark in DECLARED):
                    raise UnreadableTable(
                        zh="这个 XLSX 文件中有不应出现的声明，不予读取；请用表格软件重新另存。"
                    )
