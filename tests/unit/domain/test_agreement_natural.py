"""What sound papers say in natural words, which nobody should be asked about."""

from __future__ import annotations

import pytest

from tests.unit.domain.agreement_paper import PAPER, rules_in

BREACH = "三、乙方逾期付款的，每逾期一日按未付金额的万分之三向甲方支付违约金。"
END = "四、双方就本次菜苗受损再无其他争议。"


@pytest.mark.parametrize(
    "line",
    [
        "三、乙方到期不拆，甲方可向法院申请强制执行（协议经司法确认的）或起诉，由此产生的合理费用由乙方负担。",
        "三、林示海到期不还牛，每迟一日付给陈示安30元（叁拾元整），陈示安并可申请强制执行（经司法确认的）或起诉。",
    ],
)
def test_not_doing_it_in_time_is_default(line: str) -> None:
    """到期不付 opens a clause on breach as 逾期 does."""
    assert rules_in(PAPER.replace(BREACH, line)) == set()


@pytest.mark.parametrize(
    "clause",
    [
        "五、陈示安日后的赡养由其子女依法负担，不在本协议之内。",
        "五、未经申请人同意，乙方不得使用甲方的照片、影像作宣传。",
        "五、阻碍耕种造成的损失，由行为人依法承担。",
        "第5条 维修",
    ],
)
def test_what_lays_nothing_on_anybody_is_left_in_peace(clause: str) -> None:
    """A word on days to come, a ban without consent, the law's own rule and a bare heading promise nothing vague."""
    assert rules_in(PAPER.replace(END, f"{END}\n{clause}")) == set()


def test_equal_instalments_may_be_listed_by_their_days_alone() -> None:
    """Below one sum for each instalment, lines with days alone say when each is due; without them nothing does."""
    told = "2026年5月10日前付1000元，2026年6月10日前付2000元。"
    lines = "第一期  2026年5月10日前\n第二期  2026年6月10日前\n第三期  2026年7月10日前"
    paper = PAPER.replace(told, f"分三期支付，每期1000元（壹仟元整）：\n{lines}").replace(
        "乙方分两期向", "乙方向"
    )
    assert rules_in(paper) == set()
    assert "due-missing" in rules_in(paper.replace(lines, "第一期\n第二期\n第三期"))


def test_the_number_of_a_paper_is_no_point_of_it() -> None:
    """（2026）示民调字第8号 begins no item, so what the lines of the parties tell of years is no vague day."""
    numbered = PAPER.replace("书\n甲方", "书\n（2026）示民调字第8号\n\n甲方", 1)
    lease = numbered.replace("住示例县一村", "承包示例县一村鱼塘（水面8亩，合同至2028年底）")
    assert rules_in(lease.replace("经调解，双方自愿达成如下协议：", "\n自愿协议：")) == set()


def test_a_wallet_with_hidden_digits_is_no_sum_without_a_unit() -> None:
    """支付宝138xxxx0001 is a place to pay into."""
    way = "款项转到甲方在示例信用社的账户，账号6200000000000001。"
    assert rules_in(PAPER.replace(way, "款项转入甲方实名支付宝138xxxx0001。")) == set()


def test_parents_pay_for_the_child_they_stand_for() -> None:
    """Parents who are legal representatives at the head are no strangers where they pay."""
    head = "乙方：林示海，男，1985年7月9日出生，住示例县二村，身份证号000000198507091213"
    child = (
        "乙方：林示小，男，2014年7月9日出生，住示例县二村，身份证号000000201407091213。"
        "法定代理人：林示海，男，1985年7月9日出生，父亲，住址同上"
    )
    paper = PAPER.replace(head, child).replace("乙方（签名）：林示海", "乙方法定代理人（签名）：林示海")
    again = f"{END}\n五、乙方的牛再踩坏菜苗的，由乙方父母另向甲方支付500元（伍佰元整）。"
    assert "stranger-payer" not in rules_in(paper.replace(END, again))
    stranger = again.replace("乙方父母", "乙方表叔林示江")
    assert "stranger-payer" in rules_in(paper.replace(END, stranger))


@pytest.mark.parametrize(
    ("told", "instead", "rule"),
    [
        ("2026年5月10日前付1000元", "2026年5月底前后付1000元", "vague-time"),
        ("2026年6月10日前付2000元", "2026年6月10日前付2000（贰仟）", "unit-missing"),
        (END, f"{END}\n五、自2026年5月1日起，乙方按未付部分每月百分之三支付利息。", "interest-cap"),
        (
            "乙方分两期向甲方赔偿菜苗损失3000元（叁仟元整）：2026年5月10日前付1000元，2026年6月10日前付2000元。",
            "乙方赔偿甲方3000元（叁仟元整），分三期，每期1000元，付款日分别为：2026年5月10日、2026年6月10日。",
            "instalment-count-differs",
        ),
        (
            "2026年6月10日前付2000元。",
            "其余人民币2000元（贰仟元整）由示例村村民委员会于2026年6月10日前从其应付乙方的工钱中直接付给甲方。",
            "third-party-rights",
        ),
    ],
)
def test_what_natural_words_hide_is_named(told: str, instead: str, rule: str) -> None:
    """前后 behind a day, a figure without a unit, a monthly rate in words, a day too few, a payer who was not asked."""
    assert rule in rules_in(PAPER.replace(told, instead))


@pytest.mark.parametrize(
    "clause",
    [
        "五、乙方逾期付款的，另按未付金额每月0.3%支付利息。",
        "五、情况变化需要增减的，双方可另行协商。",
        "五、一年内田埂再次垮塌的，乙方免费修补。",
        "五、乙方不按期修田埂，甲方可请人代修，合理费用凭收据由乙方在七日内现金付还。",
        "五、乙方于2026年5月20日前完成田边水泵滤网的更换。",
        "五、公安机关追回摩托车的，车辆归甲方所有。",
        "五、本协议自各方签名、盖章之日起生效，一式四份，双方、本会各一份，报法院一份。",
    ],
)
def test_usual_clauses_of_sound_papers_are_left_in_peace(clause: str) -> None:
    """Lawful monthly interest, a change of circumstances, a warranty, costs on receipt, what comes back."""
    assert rules_in(PAPER.replace(END, f"{END}\n{clause}")) == set()


def test_a_dead_person_told_in_the_facts_signs_nothing() -> None:
    """Whose death the facts tell has no place at the foot."""
    died = "陈示祖（1950年1月2日出生）受雇修房，于2026年2月1日死亡。2026年3月1日，乙方的牛"
    assert "signature-missing" not in rules_in(PAPER.replace("2026年3月1日，乙方的牛", died))


def test_a_school_joined_with_parents_is_no_stranger() -> None:
    """In 某某及学校 the school is meant, which stands at the head and signs."""
    school = "\n学校：示例县第一小学，住所地示例县一路1号，统一社会信用代码12000000000000001X\n纠纷主要事实"
    paper = PAPER.replace("\n纠纷主要事实", school).replace("\n人民调解员", "\n学校（公章）：\n人民调解员")
    both = f"{END}\n五、林示海、周示川及学校均应在2026年6月10日前把菜园的篱笆补齐，长10米。"
    assert "third-party-rights" not in rules_in(paper.replace(END, both))


PAID = (
    "一、乙方分两期向甲方赔偿菜苗损失3000元（叁仟元整）：2026年5月10日前付1000元，2026年6月10日前付2000元。"
)
WAY = "二、款项转到甲方在示例信用社的账户，账号6200000000000001。"


@pytest.mark.parametrize(
    ("instead_of", "told"),
    [
        (PAID, f"{PAID}甲方因乙方服务不到位同意减收352元，不计违约金。"),
        (PAID, f"{PAID}\n今后每年租金仍按原合同，于每年3月1日前汇入同一账户，每次3600元（叁仟陆佰元整）。"),
        (
            PAID,
            "一、乙方赔甲方菜苗钱2880元（种苗票价共计2700元，肥料180元）、车费120元，总计3000元，2026年5月10日前付清。",
        ),
        (PAID, f"{PAID}\n老人的医药费先用本人养老金（约310元，由本人支配）支付。"),
        (WAY, "二、款项存入甲方的一卡通（农商行，卡号6200000000000001）。"),
        (BREACH, "三、到时候钱没给够，甲方可拿协议去法院要，乙方还要多付100元（壹佰元整）。"),
        (END, "四、乙方付完钱，双方账清。"),
        (END, f"{END}老人的养老金每月235元，归老人自己零花。"),
        (WAY, "二、收款账户：户名示例县美仙菜苗商行，示例信用社，账号6200000000000001。"),
        (BREACH, "三、任何一期迟延付款达十日的，剩余款项一并到期，甲方可申请强制执行（司法确认后）或起诉。"),
        (BREACH, f"{BREACH}甲方不按期清理，乙方可另请人做，从第二笔中扣除300元（叁佰元整）。"),
        (END, "四、2026年以前的损失已无争议，本次要求赔菜苗的争议就此解决。"),
        (END, f"{END}土地承包经营权归属不变，不在本次调解之列。"),
        (END, f"{END}今后情况有大的变化，可以另行协商。"),
        ("双方对赔偿有争议。", "双方对赔偿有争议。2024年的民事调解书已生效。"),
    ],
)
def test_what_offices_write_plainly_is_understood(instead_of: str, told: str) -> None:
    """A reason for less, an old contract that goes on, an aside in brackets and a list within a list raise nothing."""
    assert rules_in(PAPER.replace(instead_of, told)) == set()


@pytest.mark.parametrize(
    "said",
    [
        "四、甲方不再要求乙方赔偿化肥钱。",
        "四、乙方不再要求甲方退还牛绳。",
        "四、乙方此前垫付的200元不再要求甲方返还。",
        "四、菜苗款中的零头甲方不要了。",
    ],
)
def test_a_single_waiver_ends_no_dispute(said: str) -> None:
    """Who asks for one thing no more may ask for another."""
    assert "ends-dispute-missing" in rules_in(PAPER.replace(END, said))


@pytest.mark.parametrize(
    ("said", "vague"),
    [
        ("五、乙方承担肥料费等费用。", True),
        ("五、后续有关问题由乙方负责解决。", True),
        ("五、乙方应给予甲方必要的帮助。", True),
        ("五、肥料费等费用由双方各自负担。", False),
        ("五、乙方逾期的，承担甲方的诉讼费、律师费等费用。", False),
    ],
)
def test_a_list_with_an_open_end_is_asked_about(said: str, vague: bool) -> None:
    """Costs and so on without a sum bind nobody, unless each bears his own or the law bounds them."""
    assert ("vague-words" in rules_in(PAPER.replace(END, f"{END}\n{said}"))) is vague


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        (
            "五、本协议一式四份，双方各一份，法院、调解委员会各一份，经双方签名、调解员签名和加盖印章生效。",
            "effect-after-confirmation",
        ),
        ("五、打断的两棵杉树由乙方运走。", "against-law"),
        ("五、照顾母亲较多的甲方适当多分，数额见第一条。", "vague-words"),
        ("五、赔偿费由下表给付。", "stranger-payer"),
    ],
)
def test_a_word_of_a_fault_may_say_something_else(line: str, rule: str) -> None:
    """A copy for the court is no condition, a broken tree no threat, a greater share not vague, a table nobody."""
    assert rule not in rules_in(PAPER.replace(END, f"{END}\n{line}"))


def test_a_child_that_is_spoken_of_is_no_party_without_a_guardian() -> None:
    """涉及未成年人 tells of whom the parents agree; they act themselves."""
    told = "涉及未成年人：陈示幼，女，2018年10月10日出生，系甲方女儿。"
    paper = PAPER.replace("经调解，", f"{told}\n经调解，", 1)
    assert told in paper
    assert not {"guardian-missing", "party-incomplete"} & rules_in(paper)


@pytest.mark.parametrize(
    "clause",
    [
        "五、乙方重砌围栏须打基础，高一米二；2026年5月1日前砌好。",
        "五、新墙沿老墙中线砌，长21米，厚24厘米。\n六、砌墙由乙方找人，2026年5月1日前砌完。",
    ],
)
def test_work_told_in_two_half_sentences_is_told(clause: str) -> None:
    """What is built is as clear as the sentence that measures it, wherever that stands."""
    assert rules_in(PAPER.replace(END, f"{END}\n{clause}")) == set()


def test_another_work_does_not_measure_this_one() -> None:
    """The measure of a wall says nothing of how far a yard is to be mended."""
    clause = "五、新墙长21米，由乙方砌。\n六、乙方2026年5月1日前把受损地方修好。"
    assert "scope-unclear" in rules_in(PAPER.replace(END, f"{END}\n{clause}"))


def test_a_price_behind_the_work_is_a_line_of_an_account() -> None:
    """铁丝网修补600元 says what was reckoned; it lays no work on anybody."""
    clause = "五、上述损失含菜棚铁丝网修补600元。"
    assert "scope-unclear" not in rules_in(PAPER.replace(END, f"{END}\n{clause}"))


@pytest.mark.parametrize(
    "clause",
    [
        "五、甲方谁也不按时来，满十日还不来的，给别人造成的损失由他赔。",
        "五、除了给钱外，乙方今后看好自家的牛。",
        "五、过年过节两家照常走动。",
        "五、地砖再有空鼓，与本协议无关。",
    ],
)
def test_words_that_only_look_like_a_name_or_a_time_are_none(clause: str) -> None:
    """满十日还 and 钱外 are nobody, 空鼓 and 过年过节 no day on which something is due."""
    assert rules_in(PAPER.replace(END, f"{END}\n{clause}")) == set()


def test_an_estate_belongs_to_those_who_divide_it() -> None:
    """What stands in the name of the dead is nobody's outside; in the name of somebody living it is."""
    told = PAPER.replace("双方对赔偿有争议", "双方对赔偿有争议。乔德林2026年1月2日去世")
    clause = "五、乔德林名下的存款归甲方领取。"
    assert "third-party-rights" not in rules_in(told.replace(END, f"{clause}\n{END}"))
    assert "third-party-rights" in rules_in(PAPER.replace(END, f"{clause}\n{END}"))


def test_a_party_is_called_by_its_kind_and_a_former_price_is_no_promise() -> None:
    """养老机构 is 机构 for short, and what a month cost before it was lowered asks for no day of each month."""
    paper = PAPER.replace("乙方：林示海", "养老机构：示例县阳光颐养院").replace("林示海", "示例县阳光颐养院")
    paper = paper.replace("乙方（签名）", "养老机构（盖章）").replace("乙方", "机构")
    fee = "五、机构从2026年5月、6月两个月服务费中各减免200元给甲方（每月服务费原为1200元）。"
    found = rules_in(paper.replace(END, f"{fee}\n{END}"))
    assert not found & {"payer-missing", "periodic-schedule"}


@pytest.mark.parametrize("opening", ["两人都同意：", "大家商定：", "三人约定："])
def test_terms_open_with_what_all_of_them_agree(opening: str) -> None:
    """Whoever writes 两人都同意 opens the terms: what the facts tell before it is promised by nobody."""
    paper = PAPER.replace("经调解，双方自愿达成如下协议：", opening)
    told = paper.replace("双方对赔偿有争议", "双方对赔偿有争议。\n(1)乙方修坏了有关地方")
    assert rules_in(told) == set()
