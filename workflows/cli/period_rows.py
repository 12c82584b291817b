"""Read the rows of a batch of periods: a JSON list, JSON lines or CSV; a row that cannot be read spoils only itself."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from workflows.errors import PeriodBatchRefused

Row = dict[str, Any]
LINE = re.compile(r"\r\n|\r|\n")
WHOLE = re.compile(r"-?[0-9]{1,18}")
DELIMITERS = ",;\t"
MARK = "\ufeff"
ENCODINGS = ("utf-8-sig", "gb18030")
MOST_SHOWN = 200
"""So much of a line that cannot be read is given back, so that it can be found."""


@dataclass(frozen=True)
class ReadRow:
    """One row as it was written; `refused` says why nothing can be computed from it."""

    row: Row
    refused: PeriodBatchRefused | None = None


def read_rows(content: bytes, name: str) -> list[ReadRow]:
    """Return the rows of *content* in their order; *name* is the file's, for what is said of it as a whole.

    Raises:
        PeriodBatchRefused: the file is empty, in an unknown encoding, or nothing in it can be told apart as a row.
    """
    text = _decoded(content, name).strip()
    if not text:
        raise PeriodBatchRefused(
            f"{name} is empty; write a row with start, and length with unit, or rule.",
            zh=f"{name} 是空的；请至少写一行，给出 start，以及 length 和 unit，或者 rule。",
            file=name,
        )
    return _json(text, name) if text[0] in "[{" else list(_csv(text, name))


def _decoded(content: bytes, name: str) -> str:
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ENCODINGS
    for encoding in encodings:
        try:
            return content.decode(encoding).removeprefix(MARK)
        except UnicodeDecodeError:
            continue
    raise PeriodBatchRefused(
        f"The encoding of {name} is unknown; save it as UTF-8.",
        zh=f"无法识别 {name} 的编码；请另存为 UTF-8。",
        file=name,
    )


def _json(text: str, name: str) -> list[ReadRow]:
    try:
        found = _parsed(text)
    except (ValueError, RecursionError) as broken:
        rows = list(_json_lines(text))
        if any(each.refused is None for each in rows):
            return rows
        raise PeriodBatchRefused(
            f"{name} cannot be read as JSON: {broken}. Correct the file.",
            zh=f"{name} 无法作为 JSON 读取：{broken}。请更正。",
            file=name,
        ) from broken
    items = found if isinstance(found, list) else [found]
    return [_item(item, {"row": number}) for number, item in enumerate(items, start=1)]


def _json_lines(text: str) -> Iterator[ReadRow]:
    """Yield a row for each line that holds one, as in JSON lines or in a list with a row a line."""
    for number, line in enumerate(LINE.split(text), start=1):
        written = line.strip().rstrip(",")
        if written in {"", "[", "]"}:
            continue
        place = {"line": number}
        try:
            yield _item(_parsed(written), place)
        except (ValueError, RecursionError) as broken:
            yield _unread(written, place, str(broken))


def _parsed(text: str) -> Any:
    return json.loads(text, parse_constant=str)


def _item(item: Any, place: Row) -> ReadRow:
    if isinstance(item, dict):
        return ReadRow(item)
    return _unread(json.dumps(item, ensure_ascii=False), place, "no object")


def _csv(text: str, name: str) -> Iterator[ReadRow]:
    lines = LINE.split(text)
    delimiter = max(DELIMITERS, key=lines[0].count)
    columns = [cell.strip().lower() for cell in next(csv.reader([lines[0]], delimiter=delimiter))]
    if "start" not in columns:
        raise PeriodBatchRefused(
            f"{name} is neither JSON nor CSV whose first line names the columns start, length, unit and rule.",
            zh=f"{name} 既不是 JSON，也不是首行写明 start、length、unit、rule 各列的 CSV。",
            file=name,
        )
    for number, line in enumerate(lines[1:], start=2):
        if line.strip():
            yield _csv_row(line, number, columns, delimiter)


def _csv_row(line: str, number: int, columns: list[str], delimiter: str) -> ReadRow:
    place = {"line": number}
    try:
        cells = [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, strict=True))]
    except csv.Error as broken:
        return _unread(line, place, str(broken))
    if len(cells) > len(columns):
        return _unread(line, place, f"{len(cells)} cells under {len(columns)} columns")
    row: Row = {column: cell for column, cell in zip(columns, cells, strict=False) if cell}
    if WHOLE.fullmatch(row.get("length", "")):
        row["length"] = int(row["length"])
    return ReadRow(row)


def _unread(text: str, place: Row, why: str) -> ReadRow:
    refused = PeriodBatchRefused(
        f"This row cannot be read ({why}); write an object or a line with start, and length with unit, or rule.",
        zh=f"这一行无法读取（{why}）；请写明 start，以及 length 和 unit，或者 rule。",
        **place,
    )
    return ReadRow({**place, "text": text[:MOST_SHOWN]}, refused)
