"""What a whole paper gives away: what does not fit is named, what is told in another way is left in peace."""

from __future__ import annotations

import pytest

from tests.unit.domain.agreement_paper import PAPER, rules_in


def test_a_whole_paper_is_left_in_peace() -> None:
    """Nothing is found in a paper that says everything."""
    assert rules_in(PAPER) == set()


@pytest.mark.parametrize(
    ("told", "instead", "rule"),
    [
        ("2026年5月10日前付", "2026年2月10日前付", "due-before-agreement"),
        ("，2026年6月10日前付2000元", "，再付2000元", "due-missing"),
        ("6月10日前付2000元", "6月35日前付2000元", "date-impossible"),
        ("1985年7月9日出生", "1985年9月7日出生", "identity-differs"),
        ("林示海，男", "林示海，女", "identity-differs"),
        ("乙方（签名）：林示海", "乙方（签名）：林示河", "identity-differs"),
        (
            "林示海，男，1985年7月9日出生，住示例县二村，身份证号000000198507091213",
            "林示海",
            "party-incomplete",
        ),
        ("住示例县二村，身份证号000000198507091213", "身份信息未提供", "party-incomplete"),
        ("乙方（签名）：林示海\n", "", "signature-missing"),
        ("乙方（签名）：林示海", "乙方（签名）：", "signature-missing"),
        ("2026年4月2日\n", "", "signature-missing"),
        (
            "款项转到甲方在示例信用社的账户，账号6200000000000001",
            "收款账户由甲方日后另行提供",
            "method-missing",
        ),
        (
            "再无其他争议。",
            "再无其他争议。双方前年合伙养鱼的账，虽与本次纠纷无关，也一并了结。",
            "scope-beyond",
        ),
        (
            "再无其他争议。",
            "再无其他争议。村民周示河名下的两间老屋归甲方使用，没有征得周示河同意。",
            "third-party-rights",
        ),
        ("再无其他争议。", "再无其他争议。乙方未付清前不得离开本村，由甲方派人看守。", "against-law"),
        ("再无其他争议。", "再无其他争议。双方另案起诉的门面转租纠纷，亦一并视为已经解决。", "scope-beyond"),
        (
            "再无其他争议。",
            "再无其他争议。双方2021年因院墙占地产生的另一起争议，按各自放弃处理，不再提起。",
            "scope-beyond",
        ),
        (
            "再无其他争议。",
            "再无其他争议。到期未付部分，直接从乙方表姐周示珍的工资卡中扣收，无须另行通知周示珍。",
            "third-party-rights",
        ),
        ("身份证号000000198507091213", "身份证号：________", "party-incomplete"),
        ("乙方分两期向甲方赔偿", "乙方分两期向另行确定的收款人赔偿", "payee-missing"),
        ("乙方分两期向甲方赔偿", "由责任方分两期向甲方赔偿", "payer-missing"),
        ("款项转到", "请人看苗的工钱100元在2026年5月10日前付给周示河，款项转到", "payer-missing"),
        ("3000元（叁仟元整）", "____元（大写____元）", "amount-missing"),
        ("3000元（叁仟元整）", "三千来块", "amount-missing"),
        ("叁仟元整", "叁仟元元整", "amount-words-malformed"),
        ("乙方分两期向甲方赔偿", "有关单位应分两期向甲方赔偿", "payer-missing"),
        ("2026年6月10日前付2000元", "__年__月__日前付2000元", "due-missing"),
        ("款项转到甲方在示例信用社的账户，账号6200000000000001", "款项以____方式付清", "method-missing"),
        (
            "甲方赔偿菜苗损失3000元（叁仟元整）：2026年5月10日前付1000元，2026年6月10日前付",
            "甲方赔偿违约赔偿款3000元（叁仟元整）（含违约金500元、菜苗钱2500元）：2026年5月10日前付1000元，2026年6月10日前付1",
            "sum-differs",
        ),
        ("款项转到", "另有验苗费100元，在2026年5月10日前向验苗单位缴清。款项转到", "payer-missing"),
        (
            "乙方分两期向甲方赔偿菜苗损失3000元（叁仟元整）：2026年5月10日前付1000元，2026年6月10日前付2000元",
            "乙方每月10日前付给甲方500元，2025年8月开始、2026年1月结束，共6个月，合计3000元（叁仟元整）",
            "due-before-agreement",
        ),
        ("2026年6月10日前付2000元", "卖完秋菜的时候付2000元", "vague-time"),
        (
            "款项转到甲方在示例信用社的账户，账号6200000000000001",
            "甲方把乙方寄在他家的账号簿当面还给乙方",
            "method-missing",
        ),
        (
            "乙方分两期向甲方赔偿菜苗损失3000元（叁仟元整）：2026年5月10日前付1000元，2026年6月10日前付2000元",
            "乙方每月10日付给甲方500元，从2026年5月起五个月付清菜苗损失3000元（叁仟元整）",
            "sum-differs",
        ),
    ],
)
def test_what_does_not_fit_is_named(told: str, instead: str, rule: str) -> None:
    """One thing changed in a sound paper is named for what it is."""
    assert told in PAPER
    assert rule in rules_in(PAPER.replace(told, instead))


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        (
            "2026年5月10日前付1000元，2026年6月10日前付",
            "2026年5月10日前，付第一期1000元；2026年6月10日前，付第二期",
        ),
        ("再无其他争议。", "再无其他争议；甲方日后依法另行主张其他权利予以保留。"),
        (
            "：2026年5月10日前付1000元，2026年6月10日前付2000元。\n二、款项转到",
            "。\n二、乙方应于本协议生效后十日内将上述款项转到",
        ),
        ("甲方：陈示安，", "当事人一：陈示安，"),
        (
            "乙方分两期向甲方赔偿菜苗损失3000元（叁仟元整）：",
            "乙方认退逾期赔偿款3000元（叁仟元整）给甲方，分两期：",
        ),
        (
            "甲方（签名）：陈示安\n乙方（签名）：林示海\n人民调解员（签名）：周示和",
            "甲方（签名）：______\n乙方（盖章）：林示海 法定代表人（签名）：______\n人民调解员（签名）：______",
        ),
    ],
)
def test_another_way_to_say_it_is_left_in_peace(told: str, instead: str) -> None:
    """A day before its instalment, a right that is kept for later, and places that are still empty are no fault."""
    assert told in PAPER
    assert rules_in(PAPER.replace(told, instead)) == set()
