"""Who pays and who is paid, told by where each stands in the sentence: a mediator can read every line."""

from __future__ import annotations

import pytest

from workflows.domain.agreement_check import check_agreement
from workflows.domain.case import CaseDocument
from workflows.domain.drafting.transfers import Sides, marked, sides

NAMES = ("甲方", "乙方", "申请人", "被申请人", "李娟", "陈明", "老王", "老张")

BOTH_TOLD = [
    "甲方向乙方支付5000元",
    "由甲方于2026年5月1日前给付乙方赔偿款5000元",
    "乙方同意接受甲方支付的折价款5000元",
    "甲方确认尚欠乙方借款5000元,于5月1日前付清",
    "老王出,老张收",
    "甲方付,乙方收",
    "甲方答应把继承所得款5000元付给乙方",
    "甲方将5000元汇入乙方名下账户",
    "甲方以现金支付5000元,由乙方当场点清",
    "甲方支付5000元,乙方出具收条",
    "乙方的医疗费5000元由甲方承担",
    "乙方同意甲方分三期支付赔偿款5000元",
    "交款人甲方将5000元交给栖河县明居物业服务有限公司",
    "准予陈明分五期把赔偿款5000元付给李娟",
    "公司退还顾客货款5000元",
    "双方互付违约金各500元",
    "本月底前,乙方应收到甲方付来的货款5000元",
]
PAYER_ONLY = [
    "甲方支付赔偿款5000元",
    "甲方签订本协议时当场用微信转账付清赔偿款5000元",
    "赔偿款定为5000元,由甲方付出",
    "付款人甲方",
    "甲方为付款人",
    "老王拿出砖瓦钱900元",
    "以现金付清,由甲方负责",
    "甲方尚欠5000元",
    "甲方认退款5000元",
]
PAYEE_ONLY = [
    "向申请人支付物业费5000元",
    "应向各乙方支付工资5000元",
    "账户名称:乙方",
    "向乙方应付赔偿款5000元",
    "应付甲方的租金5000元于5月1日前付清",
    "乙方应得赔偿款5000元,于5月1日前如数付给乙方",
    "借款本金定为5000元,付给乙方",
    "乙方的医疗费5000元于5月1日前付清",
    "该款交付乙方",
    "款项转入李娟的微信",
    "收款人:乙方",
    "户名乙方",
    "现金给付,由乙方当场打收条",
    "被申请人于5月1日前收取货款5000元",
    "这笔钱交到老张手里",
    "5月1日前一次拿出折价款5000元,大写伍仟元整给乙方",
    "生活补偿一共5000元,于5月1日前付给乙方",
    "每月5日前给付李娟500元,连续支付10个月",
]
NOBODY = [
    "一律付现金,收了钱打收条",
    "存折上的5000元由甲方取出代管",
    "5000元于5月1日前一次付清",
    "第一期于5月1日前支付3000元",
    "双方确认各项损失为:医疗费5000元",
    "以现金在调解室当面点清,由调解员见证",
    "款项打入账号6222000000000000",
    "收款人当场打收条",
    "1,乙方,2026年5月1日前,支付5000元",
]


@pytest.mark.parametrize("sentence", BOTH_TOLD)
def test_both_sides_are_told(sentence: str) -> None:
    """The sentence says who pays and who is paid."""
    assert sides(sentence, NAMES) == Sides(payer=True, payee=True)


@pytest.mark.parametrize("sentence", PAYER_ONLY)
def test_only_the_payer_is_told(sentence: str) -> None:
    """The sentence says who pays, and to nobody."""
    assert sides(sentence, NAMES) == Sides(payer=True, payee=False)


@pytest.mark.parametrize("sentence", PAYEE_ONLY)
def test_only_the_payee_is_told(sentence: str) -> None:
    """The sentence says who is paid, and by nobody."""
    assert sides(sentence, NAMES) == Sides(payer=False, payee=True)


@pytest.mark.parametrize("sentence", NOBODY)
def test_nobody_is_told(sentence: str) -> None:
    """The sentence names a sum or a way, and nobody on either side."""
    assert sides(sentence, NAMES) == Sides(payer=False, payee=False)


def test_whoever_is_mentioned_becomes_one_sign() -> None:
    """People who stand together, and what stands in brackets, do not get between the sides and the verb."""
    assert marked("甲方、乙方共同向申请人李娟(身份证号略)支付", NAMES) == "@共同向@支付"


FACTS = "甲方饲养的狗咬伤乙方，双方就赔多少发生争议。经调解，双方自愿达成协议：\n"
REST = "2. 2026年5月1日前以现金付清。\n3. 双方就此事再无争议。\n"


@pytest.mark.parametrize(
    ("first", "missing"),
    [
        ("1. 甲方向乙方支付赔偿款5000元。\n", set()),
        ("1. 向乙方支付赔偿款5000元。\n", {"payer-missing"}),
        ("1. 甲方支付赔偿款5000元。\n", {"payee-missing"}),
        ("1. 赔偿款5000元。甲方负责将该款支付给乙方。\n", set()),
        ("1. 赔偿款5000元足额向乙方履行。\n", {"payer-missing"}),
    ],
)
def test_the_facts_do_not_say_who_pays(first: str, missing: set[str]) -> None:
    """Whoever did the damage is named in the facts; the agreement itself must say who pays and who is paid."""
    found = {each.rule for each in check_agreement(CaseDocument(), text=FACTS + first + REST)}
    assert found & {"payer-missing", "payee-missing"} == missing


FORM = (
    "【甲方】李示例\n【乙方】陈示例\n【经过】李示例借了钱。李示例于2025年付给陈示例300元。\n"
    "【约定】还款5000元，{}。\n"
)


@pytest.mark.parametrize(
    ("rest", "missing"),
    [
        ("由李示例还给陈示例", set()),
        ("还给陈示例", {"payer-missing"}),
        ("由李示例归还", {"payee-missing"}),
    ],
)
def test_a_field_of_facts_does_not_say_who_pays(rest: str, missing: set[str]) -> None:
    """In a form every sentence of the field that tells what happened is a fact, not its first sentence alone."""
    found = {each.rule for each in check_agreement(CaseDocument(), text=FORM.format(rest))}
    assert found & {"payer-missing", "payee-missing"} == missing
