"""What papers of other offices taught: natural words of a sound paper, and faults that only a reader sees."""

from __future__ import annotations

import pytest

from tests.unit.domain.agreement_paper import PAPER, rules_in

PAID = (
    "一、乙方分两期向甲方赔偿菜苗损失3000元（叁仟元整）：2026年5月10日前付1000元，2026年6月10日前付2000元。"
)
WAY = "二、款项转到甲方在示例信用社的账户，账号6200000000000001。"
BREACH = "三、乙方逾期付款的，每逾期一日按未付金额的万分之三向甲方支付违约金。"
ENDS = "四、双方就本次菜苗受损再无其他争议。"
OTHER = "乙方：林示海，男，1985年7月9日出生，住示例县二村，身份证号000000198507091213"
FACTS = "2026年3月1日，乙方的牛踩坏甲方的菜苗，双方对赔偿有争议。"

LISTED = """一、乙方赔偿甲方共计3000元（叁仟元整），具体项目如下：
  菜苗损失：1500元
  人工费：900元
  看护费：350元
  交通费：250元
  上述款项于2026年5月10日前付清。"""
SCHEDULED = """一、乙方赔偿甲方菜苗损失3000元（叁仟元整），分两期支付，每期1500元：
  第一期  2026年5月10日前
  第二期  2026年6月10日前"""
WRONG_PARTS = """一、乙方赔偿甲方5400元（伍仟肆佰元整）（其中菜苗4800元、人工600元），分四期：2026年5月10日前付1000元，
2026年6月10日前付1700元，2026年7月10日前付1500元，2026年8月10日前付1100元。"""
RECKONED = """一、双方核对，菜苗尾款原为3500元，因部分复活扣减500元。
二、乙方应向甲方支付菜苗尾款3000元（叁仟元整），已于2026年3月20日付1000元（甲方收到），余款2000元于2026年5月10日前付清。"""
DIVIDED = """一、大棚归甲方（作价7000元），水泵归乙方（作价11000元），差额4000元的一半即2000元由乙方补给甲方。
二、卖菜款6000元对半，各得3000元，乙方付甲方3000元。
三、两项乙方共付甲方5000元（伍仟元整），2026年5月10日前付清。"""


@pytest.mark.parametrize(
    ("instead_of", "told"),
    [
        (ENDS, f"{ENDS}\n五、双方确认本协议系真实意思表示，不存在欺诈、胁迫。"),
        (ENDS, f"{ENDS}\n五、本协议所涉事项为：2026年3月1日牛踩菜苗一事。"),
        (ENDS, f"{ENDS}甲方今后确有必要时，仍可依法要求合理增加。"),
        (ENDS, f"{ENDS}牛病的后续费用不在本协议之内，可另行协商或者起诉。"),
        (WAY, f"{WAY}甲方已领的救济款按500元计算，不予退还。"),
        (WAY, f"{WAY}\n双方确认，请人看苗的费用为60元，由乙方负担并从押金中扣除。"),
        (WAY, f"{WAY}\n双方同意不支付精神损失费。"),
        (WAY, f"{WAY}乙方在2026年5月1日前修好牛圈。"),
        (WAY, f"{WAY}踩坏的菜苗由甲方自行清理。"),
        (WAY, f"{WAY}乙方经甲方田边过路，造成损坏的由乙方修复。"),
        (WAY, "二、乙方于当日通过支付宝转到甲方实名支付宝177xxxx5203。"),
        (WAY, f"{WAY}作为担保，乙方把价值约3000元的水泵交给甲方保管。"),
        (WAY, f"{WAY}未经甲方同意，乙方今后不得再到田里放牛。"),
        (BREACH, f"{BREACH}乙方再有类似行为，由乙方父母另向甲方支付100元。"),
        (BREACH, "三、乙方到期不付的，甲方可以申请人民法院强制执行（协议经司法确认的）或者起诉。"),
        (BREACH, f"{BREACH}由其按拖欠数额的1%每月支付违约金。"),
        (BREACH, "三、谁擅自放牛，应停用渠水5小时，给受损失的一户。"),
        (ENDS, f"{ENDS}不得另行起诉。"),
        (FACTS, f"{FACTS}菜苗按每月每平方米1.8元、面积100平方米计算为4320元。"),
        (
            PAID,
            SCHEDULED,
        ),
        (BREACH, BREACH.replace("逾期付款的", "到期未付的，应自到期次日起加付利息")),
        (PAID, PAID.replace("菜苗损失", "302房菜苗损失")),
        (
            PAID,
            LISTED,
        ),
        (
            PAID,
            RECKONED,
        ),
        (
            PAID,
            DIVIDED,
        ),
    ],
)
def test_natural_words_of_a_sound_paper_raise_nothing(instead_of: str, told: str) -> None:
    """话说得自然、意思说清楚的协议，不因为换了说法就被追问。"""
    assert rules_in(PAPER.replace(instead_of, told)) == set()


@pytest.mark.parametrize(
    ("instead_of", "told", "rule"),
    [
        (PAID, PAID.replace("叁仟元整", "叁佰壹千0拾元正"), "amount-words-malformed"),
        (PAID, "一、乙方赔偿甲方3000元（叁仟元整），等乙方的牛卖出后付清。", "vague-time"),
        (
            PAID,
            "一、乙方赔偿甲方3000元（叁仟元整），已于2026年3月20日付1000元（甲方收到），余款2000元继续支付。",
            "due-missing",
        ),
        (
            f"{PAID}\n{WAY}",
            f"{PAID.replace('甲方赔偿', '应得的一方给付')}在村委会现金交付。",
            "payee-missing",
        ),
        (PAID, PAID.replace("菜苗损失", "菜苗修复费等相关费用"), "vague-words"),
        (
            PAID,
            "一、乙方分两次赔偿甲方3000元（叁仟元整）：第一次2026年5月10日前付1500元；第二次付余款1500元。",
            "due-missing",
        ),
        (PAID, WRONG_PARTS, "sum-differs"),
        (PAID, PAID.replace("3000元（叁仟元整）", "3000（大写：叁仟整）"), "amount-words-malformed"),
        (WAY, "二、转入甲方指定的银行账户。", "method-missing"),
        (WAY, "二、收款账户：户名____，开户行____，账号________。", "method-missing"),
        (WAY, "二、各期款项均按下列方式支付：以适当方式支付。", "method-missing"),
        (WAY, WAY.replace("甲方在示例信用社的账户", "甲方的邻居吴示芳名下的账户"), "third-party-rights"),
        (WAY, f"{WAY}隔壁吴示芳家的围墙向内退让四十厘米。", "third-party-rights"),
        (WAY, f"{WAY}吴示芳的那份菜苗款由甲方代吴示芳表示放弃。", "third-party-rights"),
        (BREACH, f"{BREACH}乙方到期不付的，由其弟弟林示河代为付清。", "stranger-payer"),
        (ENDS, "四、双方对其余请求予以保留，可另行主张。", "ends-dispute-missing"),
        (ENDS, "四、甲方不要求支付利息。双方对调解员的工作表示感谢。", "ends-dispute-missing"),
        (ENDS, f"{ENDS}甲乙之间从古到今的一切经济往来都算一笔勾销。", "scope-beyond"),
        (ENDS, f"{ENDS}乙方前年借用甲方场地的使用费也一并包含在本协议内，不再追究。", "scope-beyond"),
        (ENDS, f"{ENDS}甲方怕丢工作才答应签字，并非自愿。", "involuntary"),
        (ENDS, f"{ENDS}病死的鸡由乙方拿到集市出售，双方不对外说。", "public-interest"),
        (OTHER, OTHER.replace("000000198507091213", "00000019850907xxxx"), "identity-differs"),
        (OTHER, "乙方：林示海。", "party-incomplete"),
        (OTHER, f"{OTHER}。委托代理人：吴示芳，女，系乙方的同乡", "agent-authority"),
        ("乙方（签名）：林示海\n", "", "signature-missing"),
    ],
)
def test_a_gap_is_seen_however_it_is_worded(instead_of: str, told: str, rule: str) -> None:
    """同样的缺漏换了说法，仍然看得出来。"""
    assert rule in rules_in(PAPER.replace(instead_of, told))


def test_whoever_goes_on_a_list_belongs_to_its_side() -> None:
    """分号后接着写的当事人属于同一方，分号后接着写的监护人不是当事人。"""
    other = "陈示康，男，1982年4月6日出生，住示例县一村，身份证号000000198204061211"
    both = PAPER.replace("198003051211\n", f"198003051211；\n  {other}\n")
    assert rules_in(both.replace("甲方（签名）：陈示安", "甲方（签名）：____  ____")) == set()
    child = PAPER.replace(OTHER, OTHER.replace("1985", "2014")).replace(
        "201407091213\n",
        "201407091213\n乙方法定代理人：林示河，男，1986年1月1日出生；黄示萍，女，1987年1月1日出生。系乙方父母\n",
    )
    assert rules_in(child.replace("乙方（签名）：林示海", "乙方法定代理人：____  ____")) == set()


@pytest.mark.parametrize("told", ["二、付款方式由双方另行协商。", "二、怎样付款双方以后商量。"])
def test_one_sentence_is_asked_once(told: str) -> None:
    """付款方式没有定下来，只问付款方式，不另说用语含糊。"""
    assert rules_in(PAPER.replace(WAY, told)) == {"method-missing"}


def test_a_side_has_two_names_and_signs_under_either() -> None:
    """“甲方（卖方）”签在“甲方”或者“卖方”处都算；另一方没有签名处，仍然指出。"""
    paper = PAPER.replace("甲方：陈示安", "甲方（卖方）：陈示安").replace(
        "乙方：林示海", "乙方（买方）：林示海"
    )
    assert rules_in(paper) == set()
    assert rules_in(paper.replace("甲方（签名）：陈示安", "卖方（签名）：____")) == set()
    assert "signature-missing" in rules_in(paper.replace("乙方（签名）：林示海\n", ""))


def test_support_between_kin_is_signed_by_hand_whatever_it_is_called() -> None:
    """父母子女之间的生活费涉及身份关系，不以电子方式签名。"""
    support = PAPER.replace(FACTS, "甲方与儿子乙方为生活费发生争议。")
    assert "wet-ink" in rules_in(support.replace("（签名）：林示海", "（电子签名）：林示海"))
    assert "wet-ink" not in rules_in(support)
