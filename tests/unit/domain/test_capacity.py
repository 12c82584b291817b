"""From which age people act alone, on which day."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.domain.agreement_check import check_agreement
from workflows.domain.capacity import parse_capacity, stock_capacity, years_between
from workflows.domain.case import CaseDocument
from workflows.errors import BrokenCapacityFile

ROW = """
[[age]]
full = {full}
labour = 16
limited = {limited}
article = "示例"
article_en = "sample"
source = "示例"
in_force_from = {since}
"""
OLD = ROW.format(full=20, limited=10, since="2000-01-01")
PAPER = """调解协议书
甲方：陈示安，男，{born}出生，身份证号110101{digits}，住示例市东街1号。{told}
乙方：林示海，男，1980年2月2日出生，身份证号110101198002021234，住示例市西街2号。
一、乙方于2026年6月1日前赔偿甲方医疗费1000元（壹仟元整），转入甲方账户。
二、乙方逾期付款的，按日支付万分之五的违约金。三、双方再无其他争议。
2026年5月1日
"""


def test_the_ages_are_those_of_the_day() -> None:
    """民法总则施行前十周岁以下才是无民事行为能力，施行后是八周岁。"""
    law = stock_capacity()
    days = [date(2017, 9, 30), date(2017, 10, 1), date(2026, 5, 1), None]
    assert [law.on(day).limited for day in days] == [10, 8, 8, 8]
    assert [law.on(day).full for day in days] == [18, 18, 18, 18]


def test_years_are_full_on_the_birthday() -> None:
    """生日当天满周岁，前一天不满；闰日出生的人在平年三月一日满周岁。"""
    assert [years_between(date(2008, 5, 1), date(2026, 4, day)) for day in (1, 30)] == [17, 17]
    assert years_between(date(2008, 5, 1), date(2026, 5, 1)) == 18
    assert [years_between(date(2008, 2, 29), date(2026, *day)) for day in ((2, 28), (3, 1))] == [17, 18]


@pytest.mark.parametrize(
    "text",
    [
        ROW.format(full=18, limited=17, since="2021-01-01"),
        ROW.format(full=18, limited=8, since="someday"),
        OLD + ROW.format(full=18, limited=8, since="1999-01-01"),
        "",
    ],
)
def test_a_broken_file_is_named(text: str) -> None:
    """年龄顺序不对、日期不对、倒退或者空白的文件都会指出名字。"""
    with pytest.raises(BrokenCapacityFile, match=r"law/capacity\.toml"):
        parse_capacity(text, "law/capacity.toml")


def _missed(born: date, told: str = "", *, text: str = "") -> bool:
    paper = PAPER.format(
        born=f"{born.year}年{born.month}月{born.day}日", digits=f"{born:%Y%m%d}1233", told=told
    )
    law = parse_capacity(text, "capacity.toml") if text else None
    findings = check_agreement(CaseDocument(), text=paper, capacity=law)
    return "guardian-missing" in {each.rule for each in findings}


def test_an_agreement_is_held_to_its_day() -> None:
    """签订当天还不满十八周岁的当事人要有法定代理人，第二天满的也一样。"""
    assert [_missed(date(2008, 5, day)) for day in (1, 2)] == [False, True]


def test_the_law_of_the_place_counts() -> None:
    """本地文件改了成年年龄，就按本地文件审查。"""
    assert _missed(date(2007, 5, 1), text=OLD)
    assert not _missed(date(2007, 5, 1))


def test_whoever_lives_by_own_labour_acts_alone_earlier() -> None:
    """十六周岁以上以自己的劳动收入为主要生活来源的人视为完全民事行为能力人，不满十六周岁的不是。"""
    told = "以自己的劳动收入为主要生活来源。"
    assert [_missed(date(year, 4, 1), told) for year in (2010, 2011)] == [False, True]


def test_consent_is_not_enough_for_a_small_child() -> None:
    """八周岁以上的孩子可以由法定代理人同意，不满八周岁的只能由法定代理人代理。"""
    told = "其法定代理人陈示国同意。"
    assert [_missed(date(year, 4, 1), told) for year in (2017, 2019)] == [False, True]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"age = [", "UTF-8"),
        ("[[age]]\n# 行为能力".encode("gb18030"), "UTF-8"),
        (b"[[age]]\nfull = 'many'", "age.0.full：请照随附文件"),
        (OLD + OLD, "先后或者大小不对"),
        (ROW.format(full=18, limited=8, since="someday"), "第 9 行"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(content: bytes | str, said: str) -> None:
    """文件不是 UTF-8、写错一行、日期倒退，都用中文说出是哪个文件、哪一行。"""
    with pytest.raises(BrokenCapacityFile) as refused:
        parse_capacity(content, "law/capacity.toml")
    assert refused.value.zh.startswith("law/capacity.toml")
    assert said in refused.value.zh
