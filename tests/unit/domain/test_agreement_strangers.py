"""Who takes no part loses nothing and owes nothing; what reaches beyond the dispute; who signs, and how."""

from __future__ import annotations

import pytest

from tests.unit.domain.agreement_paper import PAPER, rules_in

_SETTLEMENT = "四、双方就本次菜苗受损再无其他争议。"


def _with(said: str) -> set[str]:
    return rules_in(PAPER.replace(_SETTLEMENT, f"{said}。\n{_SETTLEMENT}"))


@pytest.mark.parametrize(
    "said",
    [
        "村口与邻居吴示德共用的水塘归甲方一家使用，吴示德不得再用",
        "甲方的弟弟陈示和那份菜苗钱也由甲方一并领走",
        "乙方妻子吴示芳负责每天给甲方的菜地浇水",
        "乙方的儿媳每月另付甲方100元",
        "乙方儿子林示刚的三轮车押在甲方处",
        "赔偿款由村委会从乙方的补贴款里代扣",
        "旁边菜地里吴家的损失一并包在内，吴家不得再要",
        "父亲留下的水井归乙方，后来所生的陈示军不分",
        "其他村民均不得再为此事找乙方",
        "赔偿款汇入甲方朋友吴示芬的银行卡",
        "乙方的司机吴示壮须替甲方翻地两天",
        "同村帮工老吴的伤也按本协议办，不再另赔",
        "甲方邻居三户的损失，也由乙方一次付清",
        "赔偿款由乙方女友吴示琴按月代还",
        "乙方之父以养老金每月替乙方付200元",
        "村口公共水沟由甲方封闭后自用",
        "甲方父母出资购买的那台水泵归乙方使用",
        "水渠是甲方与其妹陈示芳挖的，由乙方填平，陈示芳人在外省未表态",
        "赔偿款由物业公司从维修基金中先行垫付",
        "乙方向舅舅吴示河借的犁由甲方拉走抵账",
        "乙方与其姐姐合买的水泵今后归甲方",
        "每月从乙方妻子的工资中扣200元给甲方",
        "甲方叔父陈示广垫付的种子钱，乙方无须再还",
        "帮工人员吴示飞个人赔甲方300元",
        "其余帮工的工钱由甲方转发，他们不得再上门",
        "甲方同意把丈母娘存在他家的那台收割机让乙方用一季",
        "隔壁老周也得把水管挪走，费用他自己出",
        "上述赔款直接付给甲方在镇上开店的表弟",
        "租这块地的外村人老马要在5月底前把棚子拆了",
        "乙方大哥也欠甲方一笔修车钱，就从这里面抵掉",
        "乙方的合伙人今后不得再向甲方要账",
        "孩子舅舅每月另给甲方补贴200元",
        "借给邻村赵示宝的那头母牛由甲方牵走顶账",
        "乙方未成年儿子的压岁钱3000元先拿来赔",
        "甲方收到的钱里拿出1000元分给一起受损的王家",
        "乙方女婿开的那辆车作价8000元抵给甲方",
        "老屋东头那间是三妹的，也一起卖给乙方",
        "何示田种的那块地由双方平分",
        "甲方把何示田托他保管的水泵交乙方使用",
        "其中1000元给帮甲方看地的何示田",
        "何示田是嫁出去的人，按老规矩不分，也不必喊她回来",
    ],
)
def test_over_the_head_of_somebody_absent_nothing_is_agreed(said: str) -> None:
    """Kin, neighbours, workers and whole families who take no part get no duty and lose no share."""
    assert _with(said) & {"third-party-rights", "stranger-payer", "stranger-payee"}


@pytest.mark.parametrize(
    "said",
    [
        "乙方之妻吴示芳到场，同意用两人的存款付上述款项",
        "乙方可以请亲戚帮忙翻地，费用自理",
        "如需经过邻居吴示德家的地，乙方应另行征得吴示德同意",
        "与甲方一起种菜的弟弟陈示和已出具书面同意书，同意由甲方领取全部赔偿",
        "陈示安、林示海均应本人到场签名",
        "乙方家的牛今后应当拴养",
        "款项也可由乙方委托其妻吴示芳代为转账",
        "村小组长应当到场点数，班主任应加强看管",
        "乙方可以请小工帮忙，工钱由乙方自付",
        "甲方同意由其妻周示兰代收赔偿款，甲方已出具委托书",
        "乙方的牛今后应拴养，不得进入甲方及邻居的地里",
        "甲方不得再到乙方父母家中吵闹",
        "甲方与房东之间的租金另行结算，不在本协议之内",
        "乙方雇请的司机造成的损失由乙方承担",
        "若乙方的亲属到甲方家闹事，由乙方承担责任",
        "乙方今后不得向甲方的子女提起此事",
        "双方应教育各自的家人，不得再为此事争吵",
    ],
)
def test_who_consents_or_is_free_is_no_stranger(said: str) -> None:
    """Whoever came, consented in writing, or is left free to consent is not disposed of."""
    assert not _with(said) & {"third-party-rights", "stranger-payer", "stranger-payee", "rights-doubtful"}


@pytest.mark.parametrize(
    "said",
    [
        "另外，前年乙方借甲方的800元这次也算还清",
        "甲方还欠乙方的修猪圈工钱一并免了",
        "两家地界的老问题也一并照乙方说的办",
        "双方过去、现在和将来的一切权利义务全部消灭",
        "双方合伙养鱼的股份也一并算清",
        "双方之间一切债权债务就此全部结清",
        "包括修桥时垫的材料款在内的所有纠纷全部了结",
        "今后无论什么事都不得再找对方",
        "前年借用对方打谷机的租机费就此免除",
        "双方其他任何名目的争议全部了结，甲方终身不得再找乙方",
        "双方所有的事情都算了结，包括乙方欠甲方弟弟的钱",
        "两家为祖坟结下的怨也就此抹掉",
        "双方旧账一律抹平",
        "甲方放弃以前在乙方其他地块的全部工钱",
        "甲方去年在乙方店里赊的烟酒钱也不用给了",
        "除菜苗外，乙方前几年放水淹甲方玉米地的损失也不再提",
        "双方就菜苗受损的纠纷以及两家草场围栏的修理问题一概结清",
        "甲方承包的鱼塘从今年起转给乙方",
        "甲方同意乙方的土地承包合同再延长五年",
        "双方合开的小卖部从此归乙方一人，甲方退出",
        "甲乙以往、现在、以后的账都清了",
        "两家以后有什么矛盾也都按这个办，谁也不许上法院",
        "甲方自愿放弃对乙方享有的全部债权，不论发生于何时",
    ],
)
def test_what_was_no_part_of_the_quarrel_is_not_settled_with_it(said: str) -> None:
    """Old debts, shares, boundaries and all there may ever be between two people are no part of a trampled field."""
    assert "scope-beyond" in _with(said)


@pytest.mark.parametrize(
    "said",
    [
        "双方因2026年3月1日牛踩菜苗产生的一切债权债务就此结清",
        "就本次菜苗一事，双方之间的全部权利义务已经结清",
        "双方之间的其他账目与本协议无关，另行处理",
        "甲方收款后，菜苗赔偿款即算付清",
        "以前谁给多谁给少的旧账一笔勾销",
        "本次赔偿包括菜苗、人工及因此造成的一切损失，甲方不再另行主张",
        "此前双方为菜苗的事在村里的争吵到此为止，互不记恨",
        "双方此前的口头约定以本协议为准",
        "甲方与乙方2024年签订的换工约定继续履行",
        "从前骂架、摔东西的事一律不提了",
    ],
)
def test_whatever_is_tied_to_the_dispute_may_be_settled_whole(said: str) -> None:
    """A settlement may be as wide as it likes while it names what it is about."""
    assert "scope-beyond" not in _with(said)


SUPPORT = PAPER.replace("菜苗损失", "赡养费").replace("本次菜苗受损", "本次赡养费")


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("双方在线上完成签署", {"wet-ink"}),
        ("本协议由双方用手机签名", {"wet-ink"}),
        ("本协议自双方刷脸确认之日起生效", {"wet-ink"}),
        ("双方须亲笔签名，不得以电子方式签署", set()),
        ("双方到场签名，不在平台上签", set()),
    ],
)
def test_support_between_kin_is_signed_by_hand(said: str, rules: set[str]) -> None:
    """What is signed on a screen is asked about where kin are supported, not where it is ruled out."""
    assert rules_in(SUPPORT.replace("再无其他争议。", f"再无其他争议。\n五、{said}。")) & {"wet-ink"} == rules


def test_a_message_is_no_signature() -> None:
    """A word sent by telephone in the place of a signature leaves the paper unsigned."""
    said = "五、乙方在微信上回复同意视为签名，本协议即生效。"
    assert "effective-unsigned" in rules_in(PAPER.replace("再无其他争议。", f"再无其他争议。\n{said}"))


@pytest.mark.parametrize("said", ["外出，电话里答应", "由甲方代签", "拒绝签名"])
def test_a_place_where_the_party_did_not_sign_is_empty(said: str) -> None:
    """A word by telephone, or the hand of the other side, is no signature."""
    assert "signature-missing" in rules_in(PAPER.replace("乙方（签名）：林示海", f"乙方（签名）：（{said}）"))


def test_two_under_one_role_have_two_places() -> None:
    """Two blanks behind one role are the places of two; two names behind a comma are those of both."""
    two = PAPER.replace(
        "\n乙方：林示海",
        "\n陈示平，男，1982年3月5日出生，住示例县一村，身份证号000000198203051211\n乙方：林示海",
    )
    blanks = two.replace("甲方（签名）：陈示安", "甲方：________  ________").replace(
        "：林示海\n人民", "：____\n人民"
    )
    assert "signature-missing" not in rules_in(blanks)
    assert "signature-missing" in rules_in(blanks.replace("________  ________", "________"))
    named = two.replace(
        "甲方（签名）：陈示安", "甲方陈示安、陈示平（代理人吴示芳代签，授权委托书附卷）：____"
    )
    assert "signature-missing" not in rules_in(named)


def test_kin_that_signs_without_authority_is_asked_for() -> None:
    """A mother does not sign for a grown son, unless an authority is told."""
    place = "乙方（其母代签）：____"
    paper = PAPER.replace("乙方（签名）：林示海", place)
    assert "agent-authority" in rules_in(paper)
    assert "agent-authority" not in rules_in(paper.replace(place, "乙方（其母代签，授权委托书附卷）：____"))


def test_a_term_that_names_a_signature_ends_no_paper() -> None:
    """A line among the terms that speaks of signing is no signature block; what follows it is still read."""
    said = "甲方之妻已到场，对本协议无异议并签名。\n甲方应于签字当日交回菜篮。"
    assert rules_in(PAPER.replace("三、", f"{said}\n三、")) == set()


def test_both_parents_are_guardians() -> None:
    """Another one told behind the guardian is a guardian too, and no party without a place."""
    child = (
        "乙方：林示海，男，2014年7月9日出生，住示例县二村。\n乙方法定代理人：林示山，男，1985年1月1日出生；"
        "吴示芳，女，1986年1月1日出生，系乙方父母，住址同乙方"
    )
    paper = PAPER.replace(
        "乙方：林示海，男，1985年7月9日出生，住示例县二村，身份证号000000198507091213", child
    ).replace("乙方（签名）：林示海", "乙方法定代理人（签名）：____")
    assert "signature-missing" not in rules_in(paper)


@pytest.mark.parametrize("who", ["由两户中的一人", "由有能力的一方", "由甲、乙任意一方"])
def test_one_of_them_is_nobody(who: str) -> None:
    """Who of several pays is left open where only one of them is said to."""
    paid = PAPER.replace("一、乙方分两期向甲方赔偿", f"一、{who}分两期付给甲方")
    assert "payer-missing" in rules_in(paid)


def test_an_insurer_that_sent_nobody_pays_nothing_here() -> None:
    """A paper that says itself that the insurer sent nobody does not make it pay."""
    told = "赔偿款中的1000元由示例财产保险股份有限公司于2026年5月10日前赔付给甲方"
    absent = PAPER.replace("有争议。", "有争议。该保险公司没有派人参加调解。")
    paid = absent.replace(_SETTLEMENT, f"{told}。\n{_SETTLEMENT}")
    assert "third-party-rights" in rules_in(paid)


THREE = PAPER.replace(
    "\n乙方：林示海",
    "\n丙方：吴示平，男，1982年3月5日出生，住示例县一村，身份证号000000198203051211\n乙方：林示海",
).replace("乙方（签名）：林示海", "乙方（签名）：林示海\n丙方（签名）：吴示平")
_BY_ONE = (
    "一、乙方分两期向甲方赔偿菜苗损失3000元（叁仟元整）：2026年5月10日前付1000元，2026年6月10日前付2000元。"
)


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        (
            "一、甲方的损失定为3000元（叁仟元整），上述3000元应于2026年5月10日前付清，付至甲方账户。",
            "payer-missing",
        ),
        ("一、乙方于2026年5月10日上午10时前，在调委会以现金一次付清3000元（叁仟元整）。", "payee-missing"),
    ],
)
def test_among_three_each_side_of_a_payment_is_named(said: str, missing: str) -> None:
    """Where several may owe or be owed, a sum that goes over by itself, or is paid down to nobody, is asked about."""
    way = "二、款项转到甲方在示例信用社的账户，账号6200000000000001。\n"
    assert missing in rules_in(THREE.replace(_BY_ONE, said).replace(way, ""))
    assert {"payer-missing", "payee-missing"}.isdisjoint(rules_in(THREE))
