"""Open a workbook of former cases: which of its sheets is the list, and what its merged cells mean line by line."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from workflows.domain.file_kind import FileKind, kind_of
from workflows.domain.import_field import guessed
from workflows.domain.unpacking import UnpackingLimits, unpacked
from workflows.errors import TableTooLarge, UnreadableTable
from workflows.later import Later

if TYPE_CHECKING:
    import openpyxl
    from openpyxl.utils import exceptions as workbook_errors
else:
    openpyxl, workbook_errors = Later("openpyxl"), Later("openpyxl.utils.exceptions")

MOST_COLUMNS = 200
LIMITS = UnpackingLimits(size=400_000_000, members=2_000, depth=1)
FIRST = 4096
DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
SEARCHED = 10
"""A list's headings stand in one of its first lines, below a title or two."""
MOST_SHEETS = 30
MOST_MERGED = 100_000
PIECE = 1 << 20
MERGED = re.compile(rb'mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
LONGEST_MARK = 60

Merged = dict[int, list[tuple[int, int]]]
"""By its first line: each merged range that goes down, as its column (from 0) and its last line."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The sheet that is read: its name, other sheets that look like lists as well, and its rows."""

    name: str
    others: tuple[str, ...]
    rows: Iterator[Sequence[Any]]


def headings_in(rows: Sequence[Sequence[Any]]) -> tuple[int, int]:
    """Return which of *rows* (from 0) names the most fields of a former case, and how many; the first where none."""
    counts = [len(guessed([heading(cell) for cell in row])) for row in rows] or [0]
    most = max(counts)
    return (counts.index(most), most) if most > 1 else (0, most)


def heading(cell: object) -> str:
    """Return a cell as a heading: one line of at most 100 characters."""
    return " ".join(str(cell).split())[:100] if cell is not None else ""


def open_sheet(content: bytes) -> Sheet:
    """Return the sheet of a workbook that is the list: the one whose headings are known best, else the first.

    What a merged cell says holds for each line that it covers and that says something of its own.

    Raises:
        UnreadableTable: it is no XLSX, is broken, locked, or holds macros.
        TableTooLarge: it would burst when unpacked.
    """
    _must_be_harmless(content)
    with _sound():
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        seen = [each for each in book.worksheets if each.sheet_state == "visible"][:MOST_SHEETS]
        seen = seen or book.worksheets[:1]
        known = [headings_in(list(islice(_cells(each), SEARCHED)))[1] for each in seen]
        best = known.index(max(known))
        merged = _merged(content, _part(seen[best]))
    others = tuple(each.title for each, count in zip(seen, known, strict=True) if count > 1)
    name = seen[best].title
    return Sheet(
        name=name,
        others=tuple(each for each in others if each != name),
        rows=_filled(_rows(book, seen[best]), merged),
    )


@contextmanager
def _sound() -> Iterator[None]:
    try:
        yield
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


def _cells(sheet: Any) -> Iterator[Sequence[Any]]:
    return sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)  # type: ignore[no-any-return]


def _rows(book: Any, sheet: Any) -> Iterator[Sequence[Any]]:
    with closing(book), _sound():
        yield from _cells(sheet)


def _part(sheet: Any) -> str:
    return str(sheet._worksheet_path)  # noqa: SLF001 - in which part of the file a sheet lies is said nowhere else


def _merged(content: bytes, part: str) -> Merged:
    """Return the merged ranges of a sheet that cover more than one line; they stand behind its cells."""
    found: Merged = {}
    kept, count = b"", 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(part.lstrip("/")) as stream:
        while piece := stream.read(PIECE):
            kept += piece
            end = 0
            for mark in MERGED.finditer(kept):
                end, count = mark.end(), count + 1
                first, last = int(mark[2]), int(mark[3])
                if last > first and count <= MOST_MERGED:
                    found.setdefault(first, []).append((_column(mark[1]), last))
            kept = kept[max(end, len(kept) - LONGEST_MARK) :]
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _filled(rows: Iterator[Sequence[Any]], merged: Merged) -> Iterator[Sequence[Any]]:
    """Yield rows with what a merged cell says in each line that it covers; lines that say nothing else stay empty."""
    held: dict[int, tuple[int, Any]] = {}
    for number, row in enumerate(rows, start=1):
        held = {column: each for column, each in held.items() if each[0] >= number}
        full = row
        if held and any(cell not in (None, "") for cell in row):
            full = [_told(cell, held.get(column)) for column, cell in enumerate(row)]
        held |= {
            column: (last, full[column]) for column, last in merged.get(number, ()) if column < len(full)
        }
        yield full


def _told(cell: Any, above: tuple[int, Any] | None) -> Any:
    return above[1] if above is not None and cell in (None, "") else cell


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
