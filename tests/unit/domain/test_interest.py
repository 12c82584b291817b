"""How much interest a private loan may bear on which day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workflows.domain.agreement_check import check_agreement
from workflows.domain.case import CaseDocument
from workflows.domain.interest import parse_interest, stock_interest
from workflows.errors import BrokenInterestFile

FILE = """
[[cap]]
times = 4
article = "示例"
article_en = "sample"
source = "示例"
in_force_from = 2020-08-20
[[prime]]
percent = "{first}"
since = 2024-01-01
source = "示例"
[[prime]]
percent = "2.5"
since = {later}
source = "示例"
"""
LOAN = "一、被申请人于{day}前还清借款5万元，按年利率{rate}%计息，转账到申请人账户。\n签订日期：{signed}"


def test_the_cap_is_that_of_the_day() -> None:
    """借款利率的上限按签订当日的报价利率计算；没有收录的日子不作判断。"""
    law = parse_interest(FILE.format(first="3", later="2025-01-01"), "interest.toml")
    asked = [date(2024, 12, 31), date(2025, 1, 1), None, date(2023, 12, 31)]
    assert [law.highest(day) for day in asked] == [Decimal(12), Decimal(10), Decimal(10), None]


@pytest.mark.parametrize(("first", "later"), [("-1", "2025-01-01"), ("3", "2023-01-01"), ("3", "someday")])
def test_a_broken_file_is_named(first: str, later: str) -> None:
    """负数、倒退的日期和不是日期的内容都会指出是哪个文件。"""
    with pytest.raises(BrokenInterestFile, match=r"law/interest\.toml"):
        parse_interest(FILE.format(first=first, later=later), "law/interest.toml")


@pytest.mark.parametrize(("rate", "found"), [("10", False), ("12.5", True)])
def test_an_agreement_is_held_to_its_day(rate: str, found: bool) -> None:
    """签协议时超过四倍报价利率的约定被指出，本地收录的利率优先于随附的。"""
    text = LOAN.format(day="2025年6月1日", rate=rate, signed="2024年12月1日")
    law = parse_interest(FILE.format(first="3", later="2025-01-01"), "interest.toml")
    rules = {each.rule for each in check_agreement(CaseDocument(), text=text, interest=law)}
    assert ("interest-cap" in rules) is found


def test_what_travels_with_the_program_covers_the_article() -> None:
    """随附的利率从司法解释施行之日起连续收录。"""
    law = stock_interest()
    assert law.highest(law.cap[0].in_force_from) is not None
    assert all(row.source and row.parameter for row in law.prime)
