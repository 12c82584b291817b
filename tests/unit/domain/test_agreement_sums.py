"""Parts that must make a sum: what does not add up is named with both figures, what adds up in any reading is not."""

from __future__ import annotations

import pytest

from workflows.domain.agreement_check import check_agreement
from workflows.domain.case import CaseDocument
from workflows.domain.drafting.sums import differences

RULES = {"sum-differs", "instalment-count-differs"}
_THREE = (
    "一、乙方付甲方9000元，分三期支付：第一期2026年5月1日前付3000元；"
    "第二期2026年6月1日前付3000元；第三期2026年7月1日前付{}元。"
)
_SPOKEN = "一、老李给老王修墙钱三千元，分两回给：头一回2026年5月1日以前给一千元，二回2026年6月1日以前给{}元。"
_ROWS = (
    "一、乙方付甲方9000元，按下表履行。\n期数 | 日期 | 金额\n"
    "第1期 | 2026年5月1日 | 5,000元\n第2期 | 2026年6月1日 | {}元\n费用构成：医疗费8000元；护理费1000元。"
)
_SHARES = "一、甲方应得工资总额人民币9000元。\n二、由乙方向甲方支付5000元。\n三、由丙方于2026年5月1日前向甲方支付{}元。"
ADDING: dict[str, tuple[str, str, str]] = {
    "items before their total": ("一、医疗费6000元；误工费2500元，共计{}元。", "8500", "8600"),
    "items after their total": ("一、赔偿款{}元（其中：医疗费6000元、误工费2500元）。", "8500", "8600"),
    "items in a sentence of their own": (
        "一、乙方赔偿甲方{}元。前述总额由下列两项构成：（1）医疗费6000元；（2）误工费2500元。",
        "8500",
        "8600",
    ),
    "what was paid is taken off": (
        "一、医疗费6000元、误工费2500元，扣除已付的500元，合计{}元。",
        "8000",
        "8100",
    ),
    "in ten thousands": ("一、货款15万元、运费0.5万元，合计{}万元。", "15.5", "15.8"),
    "in words alone": ("一、甲方付六百元、乙方付五百元，每月合计{}元。", "一千一百", "一千二百"),
    "equal items": ("一、两个采暖季热费分别为2140元、2140元，合计{}元。", "4280", "4380"),
    "instalments": (_THREE, "3000", "3500"),
    "instalments in plain speech": (_SPOKEN, "二千", "二千五百"),
    "instalments in a table": (_ROWS, "4000", "4500"),
    "instalments without a word for it": (
        "一、乙方欠甲方9000元，2026年5月1日前付5000元；同年7月1日前付{}元。",
        "4000",
        "4500",
    ),
    "the rest in instalments": (
        "一、乙方欠甲方9000元，已还1000元，余款分两期偿还：2026年5月1日前还4000元，2026年6月1日前还{}元。",
        "4000",
        "5500",
    ),
    "months": ("一、乙方每月10日前付1000元，共12期，合计{}元。", "12000", "10000"),
    "items in brackets right after their total": (
        "一、赔偿款合计{}元（医疗费6000元（陆仟元整）、误工费2500元），由乙方付给甲方。",
        "8500",
        "8600",
    ),
    "items named in one breath": (
        "一、乙方付甲方{}元，细账：路费200元、点工600元、包工300元。",
        "1100",
        "800",
    ),
    "months after the sum": (
        "一、欠款{}元。乙方每月5日前付给甲方（示例）人民币1500元，付6个月，至2026年6月付清。",
        "9000",
        "9500",
    ),
    "equal instalments told before": (
        "一、欠款{}元，分5期平均付。乙方自2026年5月起，每月10日前付给甲方1900元，至2026年9月付清。",
        "9500",
        "9000",
    ),
    "shares of several payers": (_SHARES, "4000", "4500"),
}


def found(text: str) -> list[str]:
    """Return what the check says of sums in *text*."""
    return [finding.quote for finding in check_agreement(CaseDocument(), text=text) if finding.rule in RULES]


@pytest.mark.parametrize("case", ADDING)
def test_what_adds_up_is_left_in_peace_and_what_differs_is_named(case: str) -> None:
    """The same words with the right figure raise nothing; with the wrong one they are named."""
    text, right, wrong = ADDING[case]
    assert found(text.format(right)) == []
    assert found(text.format(wrong)) != []


def test_both_figures_are_told() -> None:
    """Whoever mends the draft reads what the parts make and what the draft says."""
    assert found("一、医疗费6000元；误工费2500元，共计8600元。") == ["8500 ≠ 8600"]


@pytest.mark.parametrize(("announced", "expected"), [("两", []), ("三", ["分三期 / 2"])])
def test_instalments_are_counted(announced: str, expected: list[str]) -> None:
    """Where the sum is right, so must be the number of instalments."""
    text = f"一、乙方付甲方9000元，分{announced}期支付：2026年5月1日前付5000元；2026年6月1日前付4000元。"
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一、乙方赔偿甲方医疗费5000元、误工费2000元等共计9000元，其中医疗费5000元、误工费2000元等。",
        "一、误工费3000元（每天100元，30天）、护理费600元，合计3600元。",
        "一、医疗费21466元，其中乙方已付15000元，丙方已付3000元，其余由甲方自理。",
        "一、乙方退还床垫款3980元，另补偿甲方400元，2026年5月1日前付清。三、逾期的，每日付20元。",
        "双方争议3500元。经调解达成如下协议：\n一、赔偿款由下列各项组成：护理费900元、误工费800元，合计1700元。",
        "双方争议3500元，已付900元。\n一、剩余货款由下列各项组成：砖款1700元、瓦款900元，合计2600元。",
        "一、乙方赔偿15000元。二、分三笔付：2026年5月1日5000元，2026年6月1日5000元，2026年7月1日5000元。",
    ],
)
def test_other_amounts_are_no_parts(text: str) -> None:
    """Prices of one, what is told in part, and what comes on top need not make the sum."""
    assert found(text) == []


def test_a_heading_behind_a_total_begins_no_list_of_its_parts() -> None:
    """双方协定: after an empty line is no name of an item."""
    listed = "明细\n货架 —— 3000元\n商品 —— 52000元\n合计 —— 55000元"
    agreed = "双方协定:\n其一,乙方赔偿55000元,减去已付的5000元,尚应付50000元。"
    assert list(differences(f"{listed}\n\n{agreed}")) == []
