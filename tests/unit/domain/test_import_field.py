"""Cells of old lists: days, amounts and headings as people have written them for years."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.import_field import BY_NAME, FIELDS, Unreadable, guessed, nested_row, read_cell

DAY, MONEY, LINE = BY_NAME["received_on"], BY_NAME["amount"], BY_NAME["number"]


SPELLINGS = ["2020-01-30", "2020/1/30", "2020.1.30", "2020年1月30日", "20200130", "２０２０－０１－３０"]
COUNTED = [
    43860,
    "43860",
    43860.0,
    43860.75,
    datetime.combine(date(2020, 1, 30), time(9, 30)),
    date(2020, 1, 30),
]


@pytest.mark.parametrize("cell", [*SPELLINGS, *COUNTED])
def test_days_are_read_in_every_usual_spelling(cell: object) -> None:
    """ISO, slashes, dots, Chinese, eight digits, and Excel's own count of days are the same day."""
    assert read_cell(DAY, cell) == date(2020, 1, 30)


@pytest.mark.parametrize("cell", ["2020-02-30", "昨天", "30/1/2020", "1900-01-01", "99999999", 7])
def test_what_is_no_day_is_named(cell: object) -> None:
    """A day that does not exist, or that cannot be meant, is refused and never guessed."""
    with pytest.raises(Unreadable):
        read_cell(DAY, cell)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("1,200元", "1200.00"), ("３.５万元", "35000.00"), (1200, "1200.00"), (0.1, "0.10"), (" 0 ", "0.00")],
)
def test_amounts_are_read(cell: object, amount: str) -> None:
    """Thousands, full-width digits, 元 and 万 are understood."""
    assert read_cell(MONEY, cell) == Decimal(amount)


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (1.2, "12000.00"),
        ("0.5", "5000.00"),
        ("2000元", "2000.00"),
        ("3万", "30000.00"),
        ("1.5万元", "15000.00"),
    ],
)
def test_an_amount_is_counted_in_the_unit_of_its_heading(cell: object, amount: str) -> None:
    """Under 涉及金额（万元） a bare number is ten thousands of yuan; a cell that says its own unit keeps it."""
    assert read_cell(MONEY, cell, "涉及金额（万元）") == Decimal(amount)
    assert read_cell(MONEY, 1.2, "涉及金额（元）") == Decimal("1.20")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("1千万", "10000000.00"), ("2.5百万元", "2500000.00"), ("3 千元", "3000.00"), ("1亿", "100000000.00")],
)
def test_a_unit_of_two_signs_is_one_unit(cell: str, amount: str) -> None:
    """一千万就是一千万，不会读成一万。"""
    assert read_cell(MONEY, cell) == Decimal(amount)


@pytest.mark.parametrize(
    ("heading", "amount"),
    [
        ("涉及金额（百万元）", "2000000.00"),
        ("金额(单位：万)", "20000.00"),
        ("金额千元", "2000.00"),
        ("金额（超万者另报）", "2.00"),
    ],
)
def test_the_unit_of_a_heading_stands_before_yuan_or_at_its_end(heading: str, amount: str) -> None:
    """表头里“百万元”按百万计；不是单位的“万”字不算。"""
    assert read_cell(MONEY, 2, heading) == Decimal(amount)


def test_a_time_in_a_heading_means_the_day() -> None:
    """登记时间 is what others call 登记日期."""
    headings = ["协议编号", "登记时间", "申请人", "办结时间"]
    assert guessed(headings)["received_on"] == "登记时间"


@pytest.mark.parametrize("cell", ["若干", "-5", "1e400", "NaN", "Infinity", "1万万", "1万3千", "万", "12 34"])
def test_what_is_no_amount_is_named(cell: object) -> None:
    """Words, debts below nothing and numbers beyond all money are refused."""
    with pytest.raises(Unreadable):
        read_cell(MONEY, cell)


def test_empty_cells_are_nothing_and_numbers_stay_whole() -> None:
    """An empty cell is none; a number that Excel kept as 7.0 is the number 7; a formula is only text."""
    assert [read_cell(LINE, cell) for cell in (None, "  ", 7.0, "=HYPERLINK(1)")] == [
        None,
        None,
        "7",
        "=HYPERLINK(1)",
    ]
    with pytest.raises(Unreadable):
        read_cell(LINE, "长" * 401)


def test_columns_are_guessed_from_their_headings() -> None:
    """Usual headings are paired, each once; what is not known stays out."""
    headings = ["序号", "案件编号", "申请人", "被申请人(乙方)", "纠纷类型", "受理日期 ", "调解结果", "天气"]
    assert guessed(headings) == {
        "number": "案件编号",
        "applicant": "申请人",
        "respondent": "被申请人(乙方)",
        "type": "纠纷类型",
        "received_on": "受理日期 ",
        "result": "调解结果",
    }


@given(st.lists(st.text(max_size=8), max_size=12))
def test_no_heading_is_used_twice(headings: list[str]) -> None:
    """Whatever the headings, none serves two fields and none is made up."""
    chosen = list(guessed(headings).values())
    assert len(chosen) == len(set(chosen))
    assert set(chosen) <= set(headings)


def test_parties_come_together() -> None:
    """Name, number and telephone of one party make one party; a party without a name is none."""
    values = {"parties.1.name": "乙", "parties.1.phone": "1", "parties.0.phone": "2", "claim.title": "t"}
    assert nested_row(values) == {
        "claim.title": "t",
        "parties": [{"role": "respondent", "name": "乙", "phone": "1"}],
    }


@given(
    st.sampled_from(FIELDS),
    st.one_of(st.text(max_size=30), st.integers(), st.floats(), st.booleans(), st.dates()),
)
def test_every_cell_is_read_or_refused_by_name(field: object, cell: object) -> None:
    """Whatever stands in a cell, it becomes a value or a sentence, never an accident."""
    with suppress(Unreadable):
        value = read_cell(field, cell)  # type: ignore[arg-type]
        assert value is None or isinstance(value, str | date | Decimal)
