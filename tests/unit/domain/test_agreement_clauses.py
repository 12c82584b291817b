"""What settles, what threatens, what makes a sum, and whose side is told."""

from __future__ import annotations

import pytest

from tests.unit.domain.agreement_paper import PAPER, rules_in


@pytest.mark.parametrize(
    "line",
    [
        "五、双方其他往来不在本次调解范围内，另行处理。",
        "五、本协议内容已由调解员宣读，双方均无异议。",
        "五、双方今后应和睦相处，遇事协商解决。",
        "五、双方同意自协议生效之日起30日内共同申请人民法院司法确认。",
    ],
)
def test_words_of_form_end_no_dispute(line: str) -> None:
    """What most papers say anyway raises no alarm and does not stand in for a settlement."""
    settled = "四、双方就本次菜苗受损再无其他争议。"
    assert rules_in(PAPER.replace(settled, f"{settled}\n{line}")) == set()
    assert "ends-dispute-missing" in rules_in(PAPER.replace(settled, line.replace("五", "四", 1)))


@pytest.mark.parametrize(
    "line",
    [
        "双方握手言和，互致歉意。",
        "经过劝说，双方的矛盾得到化解。",
        "双方对损失数额没有争议。",
        "双方对以上内容已全部知晓，没有意见。",
        "甲方田埂的缺口由甲方自己补，不再找乙方。",
        "其他要求留待今后另行协商，甲方保留继续要求的权利。",
        "双方承诺互不打扰对方的生活。",
        "甲方已自行终结治疗。",
        "“本次纠纷”系指上述事实所涉的争议。",
        "事情是否就此了结，待以后看情况再定。",
        "今后发现新的损失，甲方仍可按同一事由再行要求。",
        "双方应以此为戒，加强沟通，以诚相待。",
        "本次未谈妥的部分另行协商，协商不成再说。",
        "甲方不要求乙方赔偿。",
    ],
)
def test_facts_feelings_and_single_items_settle_nothing(line: str) -> None:
    """A handshake, an agreed fact, one cost borne alone and what is left for later end no dispute."""
    settled = "双方就本次菜苗受损再无其他争议。"
    assert "ends-dispute-missing" in rules_in(PAPER.replace(settled, line))
    assert "ends-dispute-missing" not in rules_in(PAPER.replace(settled, f"{line}{settled}"))


@pytest.mark.parametrize(
    "line", ["双方可以就本协议共同申请司法确认。", "双方就此再无其他纠葛，以后不再扯皮。"]
)
def test_procedure_and_settlement_threaten_nobody(line: str) -> None:
    """An application to the court, or the end of the dispute, is no consequence of default."""
    breach = "三、乙方逾期付款的，每逾期一日按未付金额的万分之三向甲方支付违约金。"
    assert "breach-missing" in rules_in(PAPER.replace(breach, f"三、{line}"))


@pytest.mark.parametrize(
    "line",
    [
        "双方凭良心办事，不约定违约责任。",
        "一方违约的，应____________________。",
        "不按约定履行的后果，由双方届时另行商量。",
        "违约责任按本协议第二十八条办理。",
    ],
)
def test_an_empty_word_on_breach_says_nothing(line: str) -> None:
    """A blank, a promise to talk later, an article that the paper has not: nothing follows from breach."""
    breach = "三、乙方逾期付款的，每逾期一日按未付金额的万分之三向甲方支付违约金。"
    assert "breach-missing" in rules_in(PAPER.replace(breach, f"三、{line}"))
    assert rules_in(PAPER.replace(breach, "三、乙方过期没付的，甲方可自己买来菜苗，价钱由乙方出。")) == set()


SERIES = "一、乙方欠甲方30600元，前5期每期5000元，第6期付余款{last}元，每期于当月10日前付清。"


@pytest.mark.parametrize(("last", "rules"), [("5600", set()), ("6600", {"sum-differs"})])
def test_equal_instalments_and_a_last_one_make_the_debt(last: str, rules: set[str]) -> None:
    """Five times five thousand and what is left has to be what is owed."""
    assert {each for each in rules_in(SERIES.format(last=last)) if each == "sum-differs"} == rules


@pytest.mark.parametrize(
    ("breach", "missing"),
    [
        ("三、违约责任由双方另行约定。", True),
        ("三、如有一方不履行，双方再行协商。", True),
        ("三、违约责任：＿＿＿＿＿＿。", True),
        ("三、如有一方不履行，双方再行协商，协商不成的，对方可以向人民法院起诉。", False),
    ],
)
def test_breach_left_to_another_day_is_no_clause_on_breach(breach: str, missing: bool) -> None:
    """What follows from breach has to be told, not put off."""
    told = PAPER.replace("三、乙方逾期付款的，每逾期一日按未付金额的万分之三向甲方支付违约金。", breach)
    assert ("breach-missing" in rules_in(told)) is missing


@pytest.mark.parametrize(
    ("told", "instead", "rule"),
    [
        ("乙方分两期向甲方", "有关单位自签字之日起分两期向甲方", "payer-missing"),
        ("乙方分两期向甲方赔偿", "责任单位或责任人承担，分两期向甲方付清", "payer-missing"),
        ("乙方分两期向甲方赔偿", "乙方分两期向甲方或乙方赔偿", "payee-missing"),
    ],
)
def test_a_side_that_may_be_several_is_not_told(told: str, instead: str, rule: str) -> None:
    """Offices without a name pay nothing, and one of two is nobody."""
    assert rule in rules_in(PAPER.replace(told, instead))
