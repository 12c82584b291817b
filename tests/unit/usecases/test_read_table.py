"""Tables of former cases: every usual encoding is read, and what would do harm is refused by name."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from workflows.errors import HeadingsMissing, HeweiError, InvalidInput, TableTooLarge, UnreadableTable
from workflows.usecases.intake import read_table as reading
from workflows.usecases.intake.read_table import read_table

NEW_YEAR = datetime.combine(date(2020, 1, 1), time())
TEXT = '案号,申请人\r\n旧-1,张禾(示例)\r\n,\r\n旧-2,"李,苗(示例)"\r\n'


def _book(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _with_member(content: bytes, name: str, inner: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, inner)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_every_usual_encoding(encoding: str) -> None:
    """What Excel, WPS and programs write is read; empty lines are passed over and keep their number."""
    table = read_table(TEXT.encode(encoding))
    assert table.headings == ("案号", "申请人")
    assert [(line.number, line.cells["申请人"]) for line in table.lines] == [
        (2, "张禾(示例)"),
        (4, "李,苗(示例)"),
    ]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_delimiters_are_understood(delimiter: str) -> None:
    """Tabs and semicolons part columns as well."""
    assert read_table(f"案号{delimiter}申请人\n1{delimiter}甲".encode()).lines[0].cells == {
        "案号": "1",
        "申请人": "甲",
    }


def test_a_workbook_is_read_with_its_days() -> None:
    """Days of a workbook are days; a formula is not run, and what it gave last is not made up."""
    table = read_table(_book(("案号", "受理日期", None), ("旧-1", NEW_YEAR, "=1+1")))
    assert table.headings == ("案号", "受理日期")
    assert table.lines[0].cells == {"案号": "旧-1", "受理日期": NEW_YEAR}


def _ledger(merged: str, *sheets: tuple[tuple[object, ...], ...]) -> bytes:
    """Return a workbook of these sheets; the first one has these cells merged."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"表{number}")
        for row in rows:
            sheet.append(row)
    if merged:
        book.worksheets[0].merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_title_above_the_headings_is_passed_over() -> None:
    """Old ledgers begin with a merged title; the headings are the line that names the most fields."""
    table = read_table(_ledger("A1:B1", (("二〇二〇年台账", None), ("案号", "受理日期"), ("旧-1", NEW_YEAR))))
    assert (table.headings, table.head, table.lines[0].number) == (("案号", "受理日期"), 2, 3)
    plain = read_table("台账,,\n案号,受理日期,申请人\n1,2020-01-01,甲".encode())
    assert (plain.head, plain.lines[0].cells["申请人"]) == (2, "甲")


def test_the_sheet_that_is_a_list_is_read_and_others_are_named() -> None:
    """A sheet of remarks in front is passed over; a second list is not dropped without a word."""
    rows = (("案号", "受理日期"), ("旧-1", NEW_YEAR))
    table = read_table(_ledger("", (("填写说明",), ("请勿改动",)), rows, rows))
    assert (table.sheet, table.others, len(table.lines)) == ("表2", ("表3",), 1)


def test_a_merged_cell_holds_for_each_line_that_it_covers() -> None:
    """One mediator over three lines is the mediator of each; a line that says nothing else stays empty."""
    rows = (
        ("案号", "受理日期", "调解员"),
        (1, NEW_YEAR, "甲(示例)"),
        (2, NEW_YEAR, None),
        (None,) * 3,
        (3, None, None),
    )
    table = read_table(_ledger("C2:C4", rows))
    assert [(line.number, line.cells["调解员"]) for line in table.lines] == [
        (2, "甲(示例)"), (3, "甲(示例)"), (5, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", HeadingsMissing),
        (b"\n\n1,2", HeadingsMissing),
        ("案号,案号\n1,2".encode(), HeadingsMissing),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xff\xff", UnreadableTable),
        ('案号,申请人\n"没有收尾'.encode(), UnreadableTable),
        (("案号," * 300).encode(), TableTooLarge),
        (_book(("案号",), ("1",))[:-40], UnreadableTable),
        (_with_member(_book(("案号",), ("1",)), "xl/vbaProject.bin", b"x"), UnreadableTable),
        (
            _with_member(
                _book(("案号",), ("1",)), "xl/more.xml", b'<?xml version="1.0"?><!DOCTYPE a [ ]><a/>'
            ),
            UnreadableTable,
        ),
    ],
)
def test_what_cannot_be_read_is_named(content: bytes, refusal: type[HeweiError]) -> None:
    """Pictures, broken quotes, missing headings, macros and XML that declares things are each refused."""
    with pytest.raises(refusal):
        read_table(content)


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table without end is cut off by a sentence, before it fills the memory."""
    monkeypatch.setattr(reading, "MOST_LINES", 5)
    with pytest.raises(TableTooLarge):
        read_table(("案号\n" + "1\n" * 6).encode())
    with pytest.raises(TableTooLarge):
        read_table(_book(("案号",), *[("1",)] * 6))
    with pytest.raises(TableTooLarge):
        read_table(("案号\n" + ",\n" * 20).encode())


@pytest.mark.slow
def test_a_workbook_that_would_burst_is_refused() -> None:
    """A small file that becomes huge is refused by what it becomes."""
    bomb = _with_member(_book(("案号",), ("1",)), "xl/media/big.bin", b"0" * 401_000_000)
    assert len(bomb) < 1_000_000
    with pytest.raises(TableTooLarge):
        read_table(bomb)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_sentence(content: bytes) -> None:
    """Whatever is uploaded, it is read or refused by name."""
    for given_bytes in (content, b"PK\x03\x04" + content):
        with suppress(InvalidInput):
            assert read_table(given_bytes).headings
