"""What a whole paper gives away: who the parties are, when it is signed, by whom, and how far it reaches."""

from __future__ import annotations

import pytest

from tests.unit.domain.test_agreement_sets import Sample

PAPER = """人民调解协议书
甲方：陈示安，男，1980年3月5日出生，住示例县一村，身份证号000000198003051211
乙方：林示海，男，1985年7月9日出生，住示例县二村，身份证号000000198507091213
纠纷主要事实：2026年3月1日，乙方的牛踩坏甲方的菜苗，双方对赔偿有争议。
经调解，双方自愿达成如下协议：
一、乙方分两期向甲方赔偿菜苗损失3000元（叁仟元整）：2026年5月10日前付1000元，2026年6月10日前付2000元。
二、款项转到甲方在示例信用社的账户，账号6200000000000001。
三、乙方逾期付款的，每逾期一日按未付金额的万分之三向甲方支付违约金。
四、双方就本次菜苗受损再无其他争议。
甲方（签名）：陈示安
乙方（签名）：林示海
人民调解员（签名）：周示和
示例县人民调解委员会（印章）
2026年4月2日
"""


def rules_in(text: str) -> set[str]:
    """Return the rules that find something in *text*, advice apart."""
    return {finding.rule for finding in Sample("paper", frozenset(), text).findings}


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


OTHER = "乙方：林示海，男，1985年7月9日出生，住示例县二村，身份证号000000198507091213"
PROSE = (
    PAPER.replace("甲方：陈示安", "立约人：陈示安")
    .replace("乙方：林示海", "林示海")
    .replace("甲方（签名）：陈示安", "陈示安（签名）：____")
    .replace("乙方（签名）：林示海", "林示海（签名）：____")
)
"""The parties stand in a list without a role, and sign under their names."""


@pytest.mark.parametrize(
    ("instead", "rule"),
    [
        (OTHER.replace("1985", "2014"), "guardian-missing"),
        (
            "乙方：示例县丰示养殖有限公司，住所示例县二村，统一社会信用代码910000000000000000",
            "representative-missing",
        ),
        (
            "乙方：丰示养殖（筹备组，名称以登记为准），住所示例县二村，统一社会信用代码910000000000000000",
            "representative-missing",
        ),
        (f"{OTHER}。代办人：吴示芳，系乙方的表姐，代为谈判", "agent-authority"),
        (f"{OTHER}。委托代理人：吴示芳，受乙方口头委托", "agent-authority"),
    ],
)
def test_whoever_cannot_act_alone_needs_somebody_who_may(instead: str, rule: str) -> None:
    """A child has a guardian, a body somebody who speaks for it, an agent an authority in writing."""
    assert rule in rules_in(PAPER.replace(OTHER, instead))


def test_a_guardian_stands_for_one_child_only() -> None:
    """Of two children the one is represented and the other is not, though somebody's father came."""
    both = PAPER.replace("1980", "2013").replace("1985", "2014")
    one = both.replace("000000201407091213", "000000201407091213。法定代理人：林示山，系林示海之父")
    assert "guardian-missing" in rules_in(one)
    for_both = one.replace("纠纷主要事实", "陈示安之父陈示平到场。\n纠纷主要事实")
    assert "guardian-missing" not in rules_in(for_both)


@pytest.mark.parametrize("told", ["陈示安（签名）：____\n", "林示海（签名）：____\n"])
def test_everybody_on_the_list_needs_a_place(told: str) -> None:
    """Parties who stand in a list without a role sign under their names; one place less is seen."""
    assert rules_in(PROSE) == set()
    assert "signature-missing" in rules_in(PROSE.replace(told, ""))


def test_a_paper_that_ends_with_its_day_has_no_place_left() -> None:
    """Where the day follows the terms at once, nobody can sign."""
    terms, _, _ = PAPER.partition("甲方（签名）")
    assert rules_in(f"{terms}2026年4月2日") == {"signature-missing"}


@pytest.mark.parametrize("said", ["电话同意", "未到，事后补签"])
def test_who_was_not_there_has_not_signed(said: str) -> None:
    """A place that says its party was not there counts as empty."""
    assert "signature-missing" in rules_in(
        PAPER.replace("乙方（签名）：林示海", f"乙方（签名）：林示海（{said}）")
    )


@pytest.mark.parametrize(
    "said",
    [
        "本协议自双方口头同意之日起生效。",
        "乙方签字与否，不影响本协议的效力。",
        "本协议无须在纸上签名即生效。",
    ],
)
def test_an_agreement_nobody_signs_is_named(said: str) -> None:
    """Whatever is to hold without signatures is named."""
    assert "effective-unsigned" in rules_in(PAPER.replace("再无其他争议。", f"再无其他争议。\n五、{said}"))


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


@pytest.mark.parametrize("number", ["00000019850709121", "000000198507321213"])
def test_a_number_that_no_card_bears_is_named(number: str) -> None:
    """An identity number has eighteen places and a day that exists."""
    assert rules_in(PAPER.replace("000000198507091213", number)) & {"party-incomplete", "identity-differs"}


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


ONE_LINE = PAPER[: PAPER.index("甲方（签名）")]


@pytest.mark.parametrize(
    "foot",
    [
        "甲方：        乙方：        调解员：        （村调委会章）\n2026年4月2日\n",
        "陈示安：      林示海：      调解员：      示例县人民调解委员会（章）\n2026年4月2日      本协议一式三份\n",
        "甲方（签字）        乙方（签字）        调解员（签字）        调解委员会（盖章）\n2026年4月2日\n",
        "甲方：　　乙方：　　特邀调解员：　　书记员：　　\n2026年4月2日\n",
    ],
)
def test_places_to_sign_may_stand_in_one_line(foot: str) -> None:
    """Everybody's place may stand in one line; whoever mediates for a court alone seals with nobody's seal."""
    assert rules_in(ONE_LINE + foot) == set()


SERIES = "一、乙方欠甲方30600元，前5期每期5000元，第6期付余款{last}元，每期于当月10日前付清。"


@pytest.mark.parametrize(("last", "rules"), [("5600", set()), ("6600", {"sum-differs"})])
def test_equal_instalments_and_a_last_one_make_the_debt(last: str, rules: set[str]) -> None:
    """Five times five thousand and what is left has to be what is owed."""
    assert {each for each in rules_in(SERIES.format(last=last)) if each == "sum-differs"} == rules


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


@pytest.mark.parametrize(
    ("fact", "rule"),
    [
        ("乙方在外地，由其侄子林示代为调解并签字，事后再补手续。", "agent-authority"),
        ("乙方患精神分裂症多年，不能辨认自己的行为，此次由其本人到场。", "guardian-missing"),
    ],
)
def test_who_acts_without_authority_or_guardian_is_told_among_the_facts(fact: str, rule: str) -> None:
    """Authority that comes later is none, and whoever cannot judge needs a guardian beside him."""
    assert rule in rules_in(PAPER.replace("双方对赔偿有争议。", "双方对赔偿有争议。" + fact))


RUNNING = """立协议人：甲方陈示安（男，1980年3月5日生，住示例县一村）；乙方林示海（男，1985年7月9日生，住示例县二村）。
经示例村人民调解委员会周示和说和，双方自愿达成如下协议：
—— 乙方于2026年5月10日前付甲方菜苗损失3000元，转账到甲方微信。
—— 乙方逾期付款的，甲方可以向人民法院起诉。
—— 双方就本次菜苗受损再无其他争议。
{first}乙方签字：林示海
调解员签字：周示和
示例村人民调解委员会（公章）
2026年4月2日
"""


@pytest.mark.parametrize(("first", "rules"), [("甲方签字：陈示安\n", set()), ("", {"signature-missing"})])
def test_parties_told_in_running_text_need_their_places(first: str, rules: set[str]) -> None:
    """A role, a name and brackets make a party, who needs a place at the foot like any other."""
    assert rules_in(RUNNING.format(first=first)) == rules
