"""What whole papers taught of sums and strangers: annexes, forms, debtors left open, what is decided over heads."""

from __future__ import annotations

import pytest

from workflows.domain.agreement_check import check_agreement
from workflows.domain.case import CaseDocument
from workflows.domain.drafting.clauses import threatens
from workflows.domain.drafting.names import people

HEAD = """调解协议书
甲方：陈示安，男，1980年2月2日出生，住示例市东街1号。
乙方：林示海，男，1981年3月3日出生，住示例市西街2号。
纠纷事实：乙方的水管漏水，弄湿甲方的地板。经调解，双方达成如下协议：
"""
FOOT = """三、到期不付的，每日加付未付部分的万分之五。
四、以上履行完毕，双方就漏水一事再无争议。
五、双方签名、调解员签名并加盖印章后生效，一式三份。
甲方（签名）：____________
乙方（签名）：____________
人民调解员（签名）：____________
示例镇人民调解委员会（印章）
2026年5月1日
"""
PAID = "一、乙方于2026年6月1日前赔偿甲方1000元（壹仟元整），转入甲方微信。\n"


def _rules(terms: str, *, annex: str = "") -> set[str]:
    return {each.rule for each in check_agreement(CaseDocument(), text=HEAD + terms + FOOT + annex)}


def test_an_annex_below_the_signatures_is_agreed_too() -> None:
    """落款后面的付款清单也是协议内容：写全了就不再问，缺付款方式就指出来。"""
    terms = "一、各笔款项的付款人、收款人、数额、时间，按附件一《付款清单》执行。\n"
    whole = "附件一：付款清单\n乙方于2026年6月1日前赔偿甲方1000元（壹仟元整），转入甲方微信。\n"
    assert not _rules(terms, annex=whole) & {"amount-missing", "payer-missing", "method-missing"}
    assert "method-missing" in _rules(terms, annex=whole.replace("，转入甲方微信", ""))


@pytest.mark.parametrize(
    ("terms", "rule"),
    [
        ("一、乙方或者陈示国于2026年6月1日前赔偿甲方1000元（壹仟元整），付现金。\n", "payer-missing"),
        ("一、1000元（壹仟元整）由责任方于2026年6月1日前付给甲方，付现金。\n", "payer-missing"),
        ("一、乙方于2026年6月1日前把1000元（壹仟元整）付给届时另行指定的收款人，付现金。\n", "payee-missing"),
        ("一、乙方应向丙方支付1000元（壹仟元整），2026年6月1日前付现金。\n", "payee-missing"),
        (f"{PAID}二、该款由甲方负责付出。\n", "payer-missing"),
        ("一、乙方于2026年6月1日前赔偿甲方1000元（壹仟元整），怎么付到时候再说。\n", "method-missing"),
        (
            "一、乙方于2026年6月1日前赔偿甲方1000元（壹仟元整），付款方式：□现金 □转账。\n",
            "method-missing",
        ),
    ],
)
def test_what_is_left_open_is_named(terms: str, rule: str) -> None:
    """两个人里不说是谁、协议上没有的丙方、把收款的人写成付款的人、没勾选的付款方式，都要指出来。"""
    assert rule in _rules(terms)


@pytest.mark.parametrize(
    "terms",
    [
        "二、隔壁周示明家的菜园让出一米铺水管，事后告知周示明。\n",
        "二、同楼住户周示明等五户一并放弃要求。\n",
        "二、乙方把已抵押给银行的轿车抵给甲方，不管银行。\n",
    ],
)
def test_nobody_is_decided_over_without_being_there(terms: str) -> None:
    """邻居的地、没来的住户、银行的抵押，不是双方能说了算的。"""
    assert "third-party-rights" in _rules(PAID + terms)


def test_a_matter_of_which_nobody_spoke_is_not_settled_along() -> None:
    """材料里从没提过的往来不能一并了结，提到过的可以。"""
    assert "scope-beyond" in _rules(f"{PAID}二、乙方代甲方采购钢材的垫款一并了结。\n")
    assert "scope-beyond" not in _rules(f"{PAID}二、弄湿甲方的地板的事一并了结。\n")


def test_a_day_told_in_another_place_is_the_sum_s_own() -> None:
    """金额写在前面、期限写在后面的履行时限里，不算没有期限。"""
    terms = "一、乙方赔偿甲方1000元（壹仟元整）。\n二、履行时限：1000元于2026年6月1日前转入甲方微信。\n"
    assert "due-missing" not in _rules(terms)


def test_what_is_left_of_two_sums_is_their_difference() -> None:
    """两项抵销以后的余数不对，要指出来。"""
    terms = "一、乙方应付甲方9000元，甲方应退乙方2000元，两项抵销后乙方在30日内付给甲方{}元，付现金。\n"
    assert ["sum-differs" in _rules(terms.format(rest)) for rest in (7000, 7500)] == [False, True]


@pytest.mark.parametrize(
    ("terms", "rule"),
    [
        ("一、乙方拆掉水管，2026年6月1日前拆完。\n二、甲方不再要求乙方赔偿其他损失。\n", "amount-missing"),
        (f"{PAID}二、乙方每年3月底前把伸到甲方地界以内的树枝剪掉。\n", "title-fixing"),
        (f"{PAID}二、再有打骂摔物的，甲方可向公安机关求助。\n", "against-law"),
        (f"{PAID}二、乙方每月5日前给家用，至双方婚姻关系终止时止。\n", "status-relation"),
        (f"{PAID}二、乙方违反用水时间一次，付甲方100元；晚关阀门一次付50元。\n", "due-missing"),
        (
            (
                "一、乙方退甲方水管款780元。\n二、乙方另付地板费1500元；两项共2280元。\n"
                "三、2280元于2026年6月1日前付现金。\n"
            ),
            "due-missing",
        ),
        (
            (
                "一、存款60000元，甲方得40000元，乙方得20000元。\n"
                "二、双方于2026年6月1日一同到银行取款，当日转账，各入自己账户。\n"
            ),
            "payer-missing",
        ),
    ],
)
def test_what_is_denied_supposed_or_divided_is_no_fault(terms: str, rule: str) -> None:
    """不再要求的赔偿、地界里的树枝、再犯时的求助、每违反一次的罚款、合计以后的期限、一同取出的存款，都不报错。"""
    assert rule not in _rules(terms)


def test_a_cost_that_a_party_bears_binds_no_stranger() -> None:
    """运费由作为当事人的公司承担，公司不是案外人；没来的公司还是案外人。"""
    terms = f"{PAID}二、运费由公司承担。\n"
    paper = (HEAD + terms + FOOT).replace(
        "乙方：林示海，男，1981年3月3日出生，", "乙方：示例家居公司，代表林示海，"
    )
    rules = {each.rule for each in check_agreement(CaseDocument(), text=paper)}
    assert "third-party-rights" not in rules
    assert "third-party-rights" in _rules(f"{PAID}二、由示例家居公司承担运费。\n")


def test_a_name_in_its_field_is_one_whatever_the_surname() -> None:
    """表格里姓名一栏写的就是姓名，姓氏再少见也认得出来。"""
    assert "撒示例" in people("当事人姓名 撒示例 性别 男 民族 回")


def test_how_a_penalty_would_be_paid_is_no_way_of_the_sum() -> None:
    """只写了违约金怎么付，赔偿款怎么付仍要问；纠纷本身就是违约金的，就不再问。"""
    terms = "一、乙方于2026年6月1日前付甲方{}1000元（壹仟元整）。\n二、违约金由乙方转入甲方账户。\n"
    asked = ["method-missing" in _rules(terms.format(sum_)) for sum_ in ("赔偿款", "违约金")]
    assert asked == [True, False]


def test_who_claims_nothing_more_threatens_nothing() -> None:
    """“不再主张赔偿，一次性了结”不是违约后果；“不再堵路，再堵一次赔200元”是。"""
    assert not threatens("甲方收清后,不再向乙方主张与本次事故有关的任何赔偿,双方就此次事故赔偿一次性了结")
    assert threatens("乙方不再堵路,再堵一次赔甲方200元")
