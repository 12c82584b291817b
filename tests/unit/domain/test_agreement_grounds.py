"""What no judge confirms, and what only sounds like it."""

from __future__ import annotations

import pytest

from tests.unit.domain.agreement_paper import PAPER, rules_in


def test_a_body_at_a_court_is_not_the_court() -> None:
    """A seal of the mediators whom a court invited is no confirmation."""
    line = "五、本协议经双方签名、示例县人民法院特邀调解组织示例调解中心加盖印章后生效。"
    assert rules_in(PAPER.replace("再无其他争议。", f"再无其他争议。\n{line}")) == set()


LAST = "再无其他争议。"


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("乙方不能付款时，用其兄林示河的耕牛一头抵给甲方。", "third-party-rights"),
        ("款项由林示河代乙方偿还，与乙方无涉。", "third-party-rights"),
        ("甲方可以在林示江承包的水田里取土修菜地。", "third-party-rights"),
        ("保险公司应于2026年6月1日前将3000元转入甲方账户。", "third-party-rights"),
        ("路边老丁家的两棵枣树由乙方锯掉。（树主没有到场）", "third-party-rights"),
        ("水管从隔壁吴示明家的院子穿过，无须另行征得该户同意。", "third-party-rights"),
        ("乙方租来的拖拉机归甲方所有。", "third-party-rights"),
        ("乙方将与本次纠纷无关的旧水泵一台交付甲方。", "scope-beyond"),
        ("双方对一切已知和未知的债务亦视为结清。", "scope-beyond"),
        ("乙方另案起诉甲方的借款案件一并了结，不得另行主张。", "scope-beyond"),
        ("乙方三年内不得踏出本村。", "against-law"),
        ("乙方再下十单空单刷好评，抵顶差评的影响。", "public-interest"),
        ("乙方帮甲方打通承重墙开门，不报主管部门审批。", "against-law"),
        ("乙方不付的，甲方可以自行切断乙方家的水电。", "against-law"),
        ("甲方在账上多记三万元应付款，用以对抗其他债权人。", "public-interest"),
        ("双方一起编造一份事情经过，公安询问时照此陈述。", "public-interest"),
        ("由调委会直接裁定解除法院对乙方账户的冻结。", "special-procedure"),
        ("乙方的刑事责任，因本协议签订而全部免除。", "outside-civil"),
        ("乙方虽不愿意接受本协议，由村里强行决定，也须签字。", "involuntary"),
        ("双方婚姻关系自签字之日起解除，不必再去民政局办手续。", "status-relation"),
        ("乙方按年利率百分之四十八计付利息。", "interest-cap"),
        ("本协议报上级主管部门批复同意之日起生效。", "effect-after-confirmation"),
        ("乙方可以把甲方留置在牛棚里，直到付清。", "against-law"),
        ("那块地用来盖房出售，不办理任何用地审批。", "against-law"),
        ("到期不给的，每天加一成，利再滚利。", "against-law"),
        ("甲方收了钱就到派出所改口，说是自己摔的。", "outside-civil"),
        ("双方开票时把单价写低一半，少交的税平分。", "public-interest"),
        ("双方确认林示小是乙方的亲生儿子，户口登记机关据此办理。", "status-relation"),
        ("本协议等法院作出确认裁定之后才发生效力，双方共同申请司法确认。", "effect-after-confirmation"),
    ],
)
def test_what_no_judge_confirms_is_named(line: str, rule: str) -> None:
    """A stranger's right, another quarrel, a penned-in debtor or a sold testimony is named in whatever words."""
    assert rule in rules_in(PAPER.replace(LAST, f"{LAST}\n五、{line}"))


@pytest.mark.parametrize(
    "line",
    [
        "乙方请其兄林示河到场作证。",
        "甲方的菜地平时由其弟陈示平代为照看。",
        "收款账户户名为甲方之妻何示英，甲方承认款到即为收到。",
        "乙方不得搬出或者损坏甲方院内的农具。",
        "围栏修整的当天，乙方到地头向甲方赔礼。",
        "乙方2026年5月1日前用旧砖把牛圈砌好。",
        "甲方承认款到之后，今后谁也不得再提此事。",
        "甲方承认双方于2020年5月协议离婚，今后各自生活。",
        "乙方就编造甲方偷牛的事实向甲方当面道歉，2026年5月1日前删除群里的话。",
        "乙方承诺如实说明情况，没有隐瞒牛的病历。",
        "乙方不得让狗单独外出。",
        "付清之后，申请人不再追究。",
        "双方以水泥桩连线为耕作界线，桩东由甲方耕种。",
        "通行的路面以两头木桩为界，双方各自维护。",
        "双方不因本协议取得田埂的所有权。",
        "本协议一式四份，调解组织、法院各留一份，自双方签名后生效。",
    ],
)
def test_what_only_sounds_like_it_is_left_in_peace(line: str) -> None:
    """A witness, a helper, an account in a spouse's name or a divorce of long ago is nobody's fault."""
    assert rules_in(PAPER.replace(LAST, f"{LAST}\n五、{line}")) == set()


@pytest.mark.parametrize(
    ("fact", "rule"),
    [
        ("乙方在牌桌上推牌九输给甲方，当场写下3000元欠条。", "against-law"),
        ("其间甲方称如不当场签字即公开乙方的照片，乙方因害怕而表示同意。", "involuntary"),
    ],
)
def test_the_cause_of_the_quarrel_is_read_too(fact: str, rule: str) -> None:
    """A debt from gambling, and a signature out of fear, are told among the facts."""
    told = "2026年3月1日，乙方的牛踩坏甲方的菜苗，双方对赔偿有争议。"
    assert rule in rules_in(PAPER.replace(told, fact))


@pytest.mark.parametrize(
    ("term", "rule", "found"),
    [
        ("五、乙方另赔甲方误工费三千多，按口头说的数。", "amount-missing", True),
        ("五、甲方将一块水田永久卖断给乙方，甲方不得再要回。", "against-law", True),
        ("五、本协议只处理民事赔偿，行政责任由有权机关依法处理，不受本协议影响。", "against-law", False),
    ],
)
def test_fields_are_not_sold_for_ever_and_offices_decide_what_is_theirs(
    term: str, rule: str, found: bool
) -> None:
    """A loose sum and a field sold for good are named; that an office decides on what is its own is not."""
    assert (rule in rules_in(PAPER.replace("四、双方就", term + "\n四、双方就"))) is found
