"""Who is told in a paper, who may act for whom, and who signs it."""

from __future__ import annotations

import pytest

from tests.unit.domain.agreement_paper import PAPER, rules_in

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


@pytest.mark.parametrize("number", ["00000019850709121", "000000198507321213"])
def test_a_number_that_no_card_bears_is_named(number: str) -> None:
    """An identity number has eighteen places and a day that exists."""
    assert rules_in(PAPER.replace("000000198507091213", number)) & {"party-incomplete", "identity-differs"}


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


@pytest.mark.parametrize(
    ("told", "instead", "rule"),
    [
        (
            "1985年7月9日出生，住示例县二村，身份证号000000198507091213",
            "住示例县二村，电话13900000000",
            "party-incomplete",
        ),
        ("乙方：林示海", "乙方：老林", "party-incomplete"),
        ("住示例县二村，身份证号000000198507091213", "（其余信息未填）", "party-incomplete"),
        ("乙方（签名）：林示海", "乙方（签名）：林示海（林示河代签）", "agent-authority"),
        (
            "身份证号000000198507091213",
            "身份证号000000198507091213，经法院宣告为无民事行为能力人，监护人为其子林示江",
            "guardian-missing",
        ),
    ],
)
def test_a_party_told_by_half_is_asked_for(told: str, instead: str, rule: str) -> None:
    """One party is told by half, a nickname is no name, a relative signs without authority."""
    assert rules_in(PAPER.replace(told, instead)) == {rule}


@pytest.mark.parametrize(
    ("told", "instead"),
    [
        ("，身份证号000000198507091213", "，电话13900000000"),
        ("乙方（签名）：林示海", "乙方（签名）：林示海（林示河代签，授权委托书附卷）"),
        (
            "身份证号000000198507091213",
            "身份证号000000198507091213，经法院宣告为无民事行为能力人，监护人为其子林示江，到场参加调解",
        ),
    ],
)
def test_who_may_act_for_a_party_is_left_in_peace(told: str, instead: str) -> None:
    """Birth and home, an authority that is attached, a guardian who came and signs: each is enough."""
    signs = (
        PAPER.replace("乙方（签名）：林示海", "乙方（监护人林示江签名）：____")
        if "监护" in instead
        else PAPER
    )
    assert rules_in(signs.replace(told, instead)) == set()


@pytest.mark.parametrize("number", ["00000019860709xxxx", "0000xx19850809xxxx", "0000001986****1213"])
def test_what_is_left_of_a_hidden_number_still_tells_a_birth(number: str) -> None:
    """A number of which signs are hidden is held against the day of birth as far as it can be read."""
    assert rules_in(PAPER.replace("000000198507091213", number)) == {"identity-differs"}


@pytest.mark.parametrize(
    "number", ["00000019850709xxxx", "0000xx19850709xxxx", "000000********1213", "0000001985****1213"]
)
def test_a_hidden_number_that_fits_is_left_in_peace(number: str) -> None:
    """Hidden signs contradict nothing."""
    assert rules_in(PAPER.replace("000000198507091213", number)) == set()


@pytest.mark.parametrize("place", ["乙方（吴示芳）（签名）：", "乙方（签名）：吴示芳"])
def test_whoever_signs_for_a_party_under_a_name_of_nobody_is_asked_for(place: str) -> None:
    """A party's place with a name that the paper tells nowhere else is no place of the party."""
    paper = PAPER.replace("乙方（签名）：林示海", place)
    assert "identity-differs" in rules_in(paper)
    assert "identity-differs" not in rules_in(paper.replace("吴示芳", "林示海"))


BODY = (
    PAPER.replace(
        "甲方：陈示安，男，1980年3月5日出生，住示例县一村，身份证号000000198003051211",
        "甲方：示例县安示苗圃有限公司，住所示例县一村，统一社会信用代码91000000MA0000000X，电话13900000000",
    )
    .replace(
        OTHER,
        "乙方：示例县海示养殖有限公司，住所示例县二村，统一社会信用代码91000000MA0000001X，法定代表人：林示海",
    )
    .replace("甲方（签名）：陈示安", "甲方（盖章）：____")
    .replace("乙方（签名）：林示海", "乙方（盖章）：____　　法定代表人（签名）：____")
)
"""Two bodies, of which one alone tells who speaks for it."""


def test_who_speaks_for_one_body_does_not_speak_for_the_other() -> None:
    """A representative signs beside the body that is his; the other one needs its own."""
    assert rules_in(BODY) == {"representative-missing"}
    assert rules_in(BODY.replace("甲方（盖章）：____", "甲方（盖章）：____　　负责人（签名）：____")) == set()


@pytest.mark.parametrize(
    "told",
    ["代理人：吴示芳，系乙方的表姐，自称可以替乙方做主", "委托代理人：吴示芳，委托手续回头补办"],
)
def test_nobody_gives_himself_authority(told: str) -> None:
    """An agent who only says that he may, or will bring his authority later, has none."""
    assert "agent-authority" in rules_in(PAPER.replace(OTHER, f"{OTHER}。{told}"))


CHILD = OTHER.replace("1985", "2014") + "。法定代理人：林示山，系乙方{}，{}"


@pytest.mark.parametrize(
    ("kin", "parents", "rules"),
    [
        ("之舅", "父母在外打工", {"guardian-missing"}),
        ("之祖父", "父母均已去世", set()),
        ("之父", "住址同上", set()),
    ],
)
def test_parents_who_live_are_the_guardians(kin: str, parents: str, rules: set[str]) -> None:
    """Another relative is guardian only where there are no parents who can be (民法典第二十七条)."""
    signs = PAPER.replace("乙方（签名）：林示海", "乙方法定代理人（签名）：____")
    assert rules_in(signs.replace(OTHER, CHILD.format(kin, parents))) == rules


@pytest.mark.parametrize("instead", ["乙方：示例养殖场老板。", "乙方：示例物业公司，由一名姓高的人到场"])
def test_a_party_without_a_name_is_incomplete(instead: str) -> None:
    """Whoever is told by a trade or a surname alone cannot be found again."""
    assert "party-incomplete" in rules_in(PAPER.replace(OTHER, instead))
