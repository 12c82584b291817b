"""Amounts, days, masks and lists as papers write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.documents import fields
from workflows.documents.amount import capitals, figures
from workflows.documents.day import arabic, count, hanzi, moment
from workflows.documents.filters import mask_name, mask_number, percent

VALUE = {digit: number for number, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("10", "壹拾元整"),
        ("15", "壹拾伍元整"),
        ("100.05", "壹佰元零伍分"),
        ("105000", "壹拾万伍仟元整"),
        ("105000.50", "壹拾万伍仟元伍角整"),
        ("1281800", "壹佰贰拾捌万壹仟捌佰元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100005000", "壹亿零伍仟元整"),
        ("2000500", "贰佰万零伍佰元整"),
        ("10000000000", "壹佰亿元整"),
        ("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_amounts_in_capitals_follow_the_rules_for_bills(amount: str, words: str) -> None:
    """The examples of the rules for filling in bills come out as printed there."""
    assert capitals(Decimal(amount)) == words


def value_of(words: str) -> Decimal:
    """Return the amount that capital numerals mean, read by a reader of their own."""
    places = {"拾": 10, "佰": 100, "仟": 1000}
    small = {"角": Decimal("0.1"), "分": Decimal("0.01")}
    total, group, digit, rest = 0, 0, 0, Decimal(0)
    for char in words:
        if char in VALUE:
            digit = VALUE[char]
        elif char in places:
            group, digit = group + digit * places[char], 0
        elif char in small:
            rest, digit = rest + digit * small[char], 0
        elif char in "万亿元":
            total, group, digit = _closed(char, total, group + digit), 0, 0
    return total + rest


def _closed(unit: str, total: int, group: int) -> int:
    if unit == "亿":
        return (total + group) * 100_000_000
    return total + group * (10_000 if unit == "万" else 1)


@given(st.integers(min_value=0, max_value=10**15))
def test_capitals_and_figures_mean_the_same(fen: int) -> None:
    """Whatever the amount, a reader of the capitals gets back the figures."""
    amount = Decimal(fen) / 100
    assert value_of(capitals(amount)) == amount
    assert Decimal(figures(amount).replace(",", "")) == amount


@pytest.mark.parametrize("amount", ["-1", "10000000000000000"])
def test_amounts_that_no_paper_states_are_refused(amount: str) -> None:
    """A negative amount, and one beyond sixteen digits, is refused with what to do."""
    with pytest.raises(ValueError, match="correct the amount"):
        capitals(Decimal(amount))


def test_days_are_written_in_both_forms() -> None:
    """Letters write Arabic figures, court papers Chinese ones."""
    assert arabic(date(2026, 1, 30)) == "2026年1月30日"
    assert hanzi(date(2026, 1, 30)) == "二〇二六年一月三十日"
    assert hanzi(date(2025, 10, 11)) == "二〇二五年十月十一日"


def test_a_moment_is_shown_by_the_clock_in_china() -> None:
    """A sitting at 01:30 UTC began at 9:30 in the morning."""
    assert moment(datetime(2025, 11, 29, 1, 30, tzinfo=UTC)) == "2025年11月29日9时30分"


@pytest.mark.parametrize(
    ("number", "word"), [(0, "〇"), (3, "三"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_small_numbers_in_chinese(number: int, word: str) -> None:
    """Counts are written as they are said."""
    assert count(number) == word


def test_masks_keep_no_more_than_is_needed() -> None:
    """A masked name keeps its first character, a masked number its ends."""
    assert mask_name("张三") == "张*"
    assert mask_name("欧阳小花") == "欧***"
    assert mask_name("张") == "张*"
    assert mask_number("500235198001010010") == "5002**********0010"
    assert mask_number("13800000001") == "138*****001"
    assert mask_number("12") == "1*"


def test_shares_are_written_as_percentages() -> None:
    """A share of 0.92 is written 92%, without decimals that it does not have."""
    assert percent(Decimal("0.92")) == "92%"
    assert percent(Decimal(1)) == "100%"
    assert percent(Decimal("0.9199")) == "91.99%"


def test_the_list_of_fields_names_what_templates_may_write() -> None:
    """The editor is shown every path, what it holds, and the sentence of its section."""
    notes = {note.path: note for note in fields()}
    assert notes["case.claim.amount"].holds == "amount"
    assert notes["case.parties[].name"].holds == "text"
    assert notes["case.parties[].agent.name"].section.startswith("Who acts for a party")
    assert notes["case.agreement.instalments[].due_on"].holds == "day"
    assert notes["case.sessions[].held_at"].holds == "moment"
    assert notes["case.handling.public"].holds == "yes or no"
    assert notes["paper.organisation.name"].section.startswith("One body as a paper names it")
