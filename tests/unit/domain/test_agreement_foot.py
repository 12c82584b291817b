"""The foot of a paper is read as places to sign, whatever its layout, and held against the roll at its head."""

from __future__ import annotations

import pytest

from tests.unit.domain.agreement_paper import PAPER, rules_in
from workflows.domain.agreement_check import even
from workflows.domain.case import CaseDocument
from workflows.domain.drafting.foot import Kind, read_foot
from workflows.domain.drafting.reading import Reading
from workflows.domain.drafting.roll import entries

_END = "\n示例县人民调解委员会（印章）\n2026年4月2日\n"
_MEDIATOR = "\n人民调解员（签名）：____\n记录人（签名）：____"
_TERMS, _, _ = PAPER.partition("甲方（签名）")
ROWS = [
    "甲方（签名）：____\n{}",
    "甲方（签名）：____　　{}",
    "甲方（签名）：陈示安｜{}",
    "【签署】甲方：（陈示安）　　{}",
]
"""Rows of the foot with room for the other party."""


def _paper(foot: str) -> str:
    return f"{_TERMS}{foot}{_MEDIATOR}{_END}"


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize(
    "other", ["乙方（签名）：____", "乙方（林示海）（签名、按指印）：____", "林　示海："]
)
def test_whoever_has_a_place_by_role_or_name_is_not_asked_for(row: str, other: str) -> None:
    """Fields below each other, beside each other, in cells or in brackets are places all the same."""
    assert "signature-missing" not in rules_in(_paper(row.format(other)))


@pytest.mark.parametrize("row", ROWS)
def test_who_has_none_while_the_other_has_is_asked_for(row: str) -> None:
    """One party has a place and the other has none."""
    assert "signature-missing" in rules_in(_paper(row.format("")))


@pytest.mark.parametrize(
    "foot",
    [
        "当事人（签名、盖章或按指印）：____",
        "各方签名：\n陈示安：____\n林示海：____",
        "当事人（签名）：陈示安　　林示海",
        "甲方（委托代理人吴示芳代签）：____\n乙方（签名）：林示海",
        "苗农（签名）：____\n店主（签名）：____",
        "三户签名：____\n陈示安：____",
    ],
)
def test_a_place_for_all_or_under_another_word_is_enough(foot: str) -> None:
    """Nobody is missing where one place is for everybody, an agent signs, or the foot has other words for them."""
    assert "signature-missing" not in rules_in(_paper(foot))


def test_an_annex_behind_the_foot_takes_no_place_away() -> None:
    """What is annexed after the signatures is no part of the foot, and words set wide are read all the same."""
    foot = "甲　方（签　名）：____\n乙　方（签　名）：____"
    wide = _paper(foot).replace("人民调解员（签名）", "调 解 员 签 名").replace("____", "＿＿＿＿")
    assert "signature-missing" not in rules_in(f"{wide}附件一：牛棚照片说明\n照片共三张，由乙方保管。\n")


@pytest.mark.parametrize("lost", ["\n人民调解员（签名）：____", "\n示例县人民调解委员会（印章）"])
def test_mediator_and_seal_are_asked_for(lost: str) -> None:
    """The mediator signs and the committee seals (人民调解法第二十九条)."""
    paper = _paper("甲方（签名）：____\n乙方（签名）：____")
    assert "signature-missing" in rules_in(paper.replace(lost, ""))


def test_a_place_that_names_one_of_two_is_no_place_for_the_other() -> None:
    """Two applicants have one role; a place with the name of the one is not that of the other."""
    both = _paper("申请人（陈示安签名）：____\n乙方（签名）：____")
    two = both.replace("甲方：陈示安", "申请人：陈示安").replace(
        "\n乙方：林示海",
        "\n申请人：陈示平，男，1982年3月5日出生，住示例县一村，身份证号000000198203051211\n乙方：林示海",
    )
    assert "signature-missing" in rules_in(two)
    assert "signature-missing" not in rules_in(two.replace("陈示安签名", "陈示安、陈示平签名"))


def test_the_head_of_a_table_names_no_party() -> None:
    """A table of payments with a column 付款人 has no party of that name."""
    table = "序号｜付款人｜收款人｜金额\n1｜乙方｜甲方｜1000元"
    paper = _paper("甲方（签名）：____\n乙方（签名）：____")
    assert "signature-missing" not in rules_in(paper.replace("一、", f"{table}\n一、", 1))


@pytest.mark.parametrize(
    "head",
    [
        "申请人陈示安，男，1980年3月5日出生，住示例县。\n被申请人林示海，男，1985年7月9日出生，住示例县。",
        "【申请人】\n　姓名：陈示安\n　性别：男\n【被申请人】\n　姓名：林示海\n　性别：男\n　",
        "申请人｜陈示安（男，45岁，住示例县）。委托代理人：吴示芳，女，律师。\n被申请人｜林示海（男，40岁，住示例县）。",
    ],
)
def test_the_roll_is_found_by_what_is_told_of_the_parties(head: str) -> None:
    """Sentences, fields and cells tell the same two parties, and agents are none."""
    text = even(f"调解协议书\n{head}\n纠纷事实：苗死了。\n达成协议：\n一、林示海赔陈示安100元。")
    told = [(each.role, each.name) for each in entries(Reading(CaseDocument(), text))]
    assert told == [("申请人", "陈示安"), ("被申请人", "林示海")]


def test_places_are_records() -> None:
    """Each place says whose it is; names may be spaced out."""
    foot = read_foot(
        even("一、付清。\n甲方（签名）：陈　示安　　调解员：周示和\n示例县人民调解委员会（印章）\n"),
        ["陈示安"],
    )
    told = [(place.kind, tuple(place.names)) for place in foot.places]
    assert told == [(Kind.PARTY, ("陈示安",)), (Kind.MEDIATOR, ("周示和",)), (Kind.ORGAN, ())]
