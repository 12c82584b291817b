"""Invented drafts of agreements, sound ones and ones with planted faults (示例:人物、单位与内容均为虚构)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from workflows.documents.amount import capitals, figures
from workflows.domain.case import (
    Agent,
    Agreement,
    CaseDocument,
    Claim,
    Instalment,
    Party,
    PartyKind,
    PartyRole,
)

SIGNED = date(2025, 11, 28)
PEOPLE = ("陈示例", "林样本", "周试稿", "吴拟稿", "郑假定", "何设例", "冯演示", "许模拟", "曹举例", "邓虚构")
FIRMS = ("示例建筑工程有限公司", "样本餐饮管理有限公司", "演示物业服务有限公司", "试稿机械厂")
WIDE = str.maketrans({",": "\uff0c", ";": "\uff1b", ":": "\uff1a", "(": "\uff08", ")": "\uff09"})


@dataclass(frozen=True, kw_only=True)
class Draft:
    """One draft: what goes into the fields, and its clauses; `paper` makes it one whole text."""

    kind: str
    title: str
    payer: str
    payee: str
    payer_is_firm: bool = False
    total: Decimal
    parts: tuple[tuple[Decimal, date], ...]
    pay: tuple[str, ...]
    method: str = "付款方式:银行转账至{payee}名下账户(开户行:示例银行,账号:6200000000000000001)。"
    more: tuple[str, ...] = ()
    ends: str = "上述款项付清后,双方就本次纠纷再无其他争议,任何一方不得再以任何理由向对方主张权利。"
    breach: str = (
        "逾期未付的,应当以未付金额为基数,按全国银行间同业拆借中心公布的一年期贷款市场报价利率支付逾期利息。"
    )
    style: str = "terms"
    signature: str = ""
    agent: Agent | None = None
    minor: bool = False
    signs: bool = True
    row_change: tuple[tuple[int, str, object], ...] = ()
    planted: frozenset[str] = field(default=frozenset())

    def clauses(self) -> list[str]:
        """Return the clauses with names put in."""
        names = {"payer": self.payer, "payee": self.payee}
        lines = [*self.pay, self.method, *self.more, self.breach, self.ends]
        return [line.format(**names) for line in lines if line]

    def document(self) -> CaseDocument:
        """Return the case document of the draft."""
        parties = (
            Party(
                id="p1",
                role=PartyRole.APPLICANT,
                name=self.payee,
                age=15 if self.minor else 44,
                agent=self.agent,
            ),
            Party(
                id="p2",
                role=PartyRole.RESPONDENT,
                name=self.payer,
                kind=PartyKind.ORGANISATION if self.payer_is_firm else PartyKind.PERSON,
                representative="丁代表" if self.payer_is_firm else "",
            ),
        )
        claim = Claim(
            type=self.kind, title=self.title, summary=f"双方因{self.title}发生争议,经多次协商未果。"
        )
        if self.style == "paper":
            return CaseDocument(
                claim=Claim(type=self.kind), agreement=Agreement(signature_kind=self.signature)
            )
        agreement = Agreement(
            agreed_on=SIGNED,
            facts=claim.summary,
            signature_kind=self.signature,
            terms=self.terms(),
            **self.fields(),
        )
        return CaseDocument(parties=parties, claim=claim, agreement=agreement)

    def terms(self) -> str:
        """Return the terms as they stand in the field."""
        names = {"payer": self.payer, "payee": self.payee}
        if self.style == "fields":
            lines = [f"{self.payer}向{self.payee}支付各项费用,具体金额和期限见分期履行表。", *self.more]
            return wide("\n".join(f"{n}.{line.format(**names)}" for n, line in enumerate(lines, 1)))
        lines = [line.format(**names) for line in (*self.pay, self.method, *self.more) if line]
        return wide("\n".join(f"{n}.{line}" for n, line in enumerate(lines, 1)))

    def fields(self) -> dict[str, object]:
        """Return the fields beside the terms."""
        rest: dict[str, object] = {"ends_dispute": wide(self.ends), "breach": wide(self.breach)}
        if self.style != "fields":
            return rest
        method = "银行转账" if self.method else ""
        rows = [
            Instalment(payer=self.payer, payee=self.payee, amount=amount, due_on=due, method=method)
            for amount, due in self.parts
        ]
        for at, name, value in self.row_change:
            rows[at % len(rows)] = rows[at % len(rows)].model_copy(update={name: value})
        return {**rest, "amount": self.total, "instalments": tuple(rows)}

    def text(self) -> str:
        """Return the whole paper, or "" for a draft in fields."""
        if self.style != "paper":
            return ""
        ward = ",2010年5月出生,未成年" if self.minor else ""
        agent = f",法定代理人(母亲){self.agent.name}" if self.agent else ""
        persons = f"甲方:{self.payee},男,汉族{ward}{agent}\n乙方:{self.payer},汉族\n"
        head = f"人民调解协议书\n编号:(2025)示例调字第9号\n{persons}"
        facts = f"纠纷主要事实:2025年10月8日,双方因{self.title}发生争议,甲方要求赔偿80000元,乙方不同意。\n"
        signs = (
            "\n当事人(签名、按指印):\n人民调解员(签名):\n记录人(签名):\n示例镇人民调解委员会(印章)\n2025年11月28日"
            if self.signs
            else ""
        )
        numbered = "\n".join(f"{'一二三四五六七八九十'[n]}、{line}" for n, line in enumerate(self.clauses()))
        tail = "\n本协议一式三份,自各方签名、调解员签名并加盖印章之日起生效。" + signs
        return wide(f"{head}{facts}经调解,双方自愿达成如下协议:\n{numbered}{tail}")


def wide(text: str) -> str:
    """Return *text* with Chinese punctuation, thousands separators left alone."""
    kept = re.sub(r"(?<=\d),(?=\d)", "\0", text)
    return kept.translate(WIDE).replace("\0", ",")


def money(dice: Random, amount: Decimal) -> str:
    """Return an amount in figures and words, in one of the ways people write it."""
    words = capitals(amount)
    plain = f"{amount:f}"
    return dice.choice(
        [
            f"人民币{plain}元(大写:{words})",
            f"人民币{words}(¥{figures(amount)})",
            f"{plain}元({words})",
            f"人民币{figures(amount)}元(大写{words})",
            f"{words}(小写:{plain}元)",
        ]
    )


def day(dice: Random, when: date) -> str:
    """Return a day in one of the ways people write it."""
    return dice.choice(
        [
            f"{when.year}年{when.month}月{when.day}日",
            f"{when:%Y-%m-%d}",
            f"{when.year}年{when.month:02d}月{when.day:02d}日",
        ]
    )


def split(dice: Random, total: Decimal, count: int) -> tuple[tuple[Decimal, date], ...]:
    """Return *total* in *count* parts with days."""
    parts, rest = [], total
    for number in range(count - 1):
        part = (total / count).quantize(Decimal(100))
        parts.append((part, SIGNED + timedelta(days=20 * (number + 1) + dice.randrange(9))))
        rest -= part
    return (*parts, (rest, SIGNED + timedelta(days=20 * count + 10)))


REASONS = (
    ("traffic", "道路交通事故损害赔偿纠纷", "医疗费、误工费、护理费、车辆维修费等各项损失"),
    ("debt", "民间借贷纠纷", "借款本金"),
    ("damages", "身体权纠纷", "医疗费、误工费等各项损失"),
    ("consumer", "买卖合同纠纷", "货款"),
    ("medical", "医疗损害责任纠纷", "医疗费、护理费等各项费用"),
    ("labour", "追索劳动报酬纠纷", "拖欠的劳动报酬"),
    ("neighbour", "房屋漏水纠纷", "天花板、墙面修复费用和财产损失"),
    ("property_service", "物业服务合同纠纷", "物业费"),
)
WORKS = (
    "{payer}于2025年12月20日前完成卫生间地面防水层重做和次卧天花板粉刷两项维修,以闭水试验48小时不渗漏为验收标准。",
    "{payer}于2025年12月31日前将堆放在东侧通道内的建筑材料全部清理完毕,通道净宽恢复至1.5米。",
    "{payee}于收到款项之日起3日内将剩余货物退还{payer},共计12台。",
)


def sound(dice: Random) -> Draft:
    """Return a draft without faults."""
    kind, title, what = dice.choice(REASONS)
    firm = kind in ("medical", "labour", "property_service") or dice.random() < 0.3
    payer = dice.choice(FIRMS) if firm else dice.choice(PEOPLE[:5])
    payee = dice.choice(PEOPLE[5:])
    total = Decimal(dice.randrange(20, 900) * 100) + dice.choice([Decimal(0), Decimal("50.50"), Decimal(8)])
    count = dice.choice([1, 1, 2, 3])
    parts = split(dice, total, count)
    style = dice.choice(["terms", "fields", "paper", "paper", "terms"])
    draft = Draft(
        kind=kind, title=title, payer=payer, payee=payee, payer_is_firm=firm, total=total, parts=parts, style=style,
        pay=_pay(dice, total, parts, what),
        more=tuple(dice.sample(WORKS, 1)) if dice.random() < 0.3 else (),
        signature=dice.choice(["wet", "fingerprint", "electronic", ""]),
    )  # fmt: skip
    return _varied(dice, draft)


def _varied(dice: Random, draft: Draft) -> Draft:
    endings = (
        draft.ends,
        "本协议履行完毕后,双方互不追究,纠纷一次性了结。",
        "{payee}收到全部款项后放弃其他诉讼请求,双方因本事的权利义务即告终结。",
        "双方今后不再就此事发生争执,无其他争议。",
    )
    breaches = (
        draft.breach,
        "任何一期逾期超过十日的,{payee}有权就全部未付款项一并申请强制执行。",
        "若{payer}未按约定期限付款,另行支付违约金人民币500元(大写:伍佰元整)。",
        "任何一方违反本协议的,应承担由此给对方造成的损失。",
    )
    methods = (
        draft.method,
        "以上款项通过微信转账支付至{payee}预留的手机号码。",
        "款项以现金方式当面交付,{payee}出具收条。",
        "收款账户:户名{payee},示例农商银行,卡号6200000000000000002。",
    )
    names = {"payer": draft.payer, "payee": draft.payee}
    return replace(
        draft,
        ends=dice.choice(endings).format(**names),
        breach=dice.choice(breaches).format(**names),
        method=dice.choice(methods),
    )


def _pay(dice: Random, total: Decimal, parts: Sequence[tuple[Decimal, date]], what: str) -> tuple[str, ...]:
    whole = money(dice, total)
    if len(parts) == 1:
        due = day(dice, parts[0][1])
        return (
            dice.choice(
                [
                    f"{{payer}}一次性支付{{payee}}{what}共计{whole},于{due}前付清。",
                    f"{{payer}}于{due}前向{{payee}}支付{what},合计{whole}。",
                    f"由{{payer}}赔偿{{payee}}{what}{whole},该款于{due}前一次性付清。",
                    f"{{payer}}自愿向{{payee}}给付{what}{whole},自本协议生效之日起十五日内履行完毕。",
                ]
            ),
        )
    words = "一二三四"
    listed = [
        f"第{words[n]}期于{day(dice, due)}前支付{money(dice, amount)}"
        for n, (amount, due) in enumerate(parts)
    ]
    return (
        f"{{payer}}向{{payee}}支付{what}共计{whole},分{words[len(parts) - 1]}期履行:{';'.join(listed)}。",
    )


Fault = Callable[[Random, Draft], Draft | None]


def _plant(draft: Draft, rule: str, **changes: object) -> Draft:
    return replace(draft, planted=draft.planted | {rule}, **changes)  # type: ignore[arg-type]


def _add(rules: str, *clauses: str, **changes: object) -> Fault:
    def fault(dice: Random, draft: Draft) -> Draft:
        first, *others = rules.split()
        planted = replace(draft, planted=draft.planted | set(others))
        return _plant(planted, first, more=(*draft.more, dice.choice(clauses)), **changes)

    return fault


def _row(draft: Draft, rule: str, name: str, value: object) -> Draft:
    return _plant(draft, rule, row_change=(*draft.row_change, (0, name, value)))


def no_payer(dice: Random, draft: Draft) -> Draft | None:
    """Leave out who pays."""
    if draft.style == "fields":
        return _row(draft, "payer-missing", "payer", "")
    line = dice.choice(
        [
            "向{payee}支付赔偿款共计%s,于2025年12月30日前付清。",
            "{payee}应得补偿款%s,2025年12月30日前到位并付清。",
        ]
    )
    return _plant(
        draft,
        "payer-missing",
        pay=(line % money(dice, draft.total),),
        breach="逾期的按未付金额的同期利率计付利息。",
        method="以银行转账方式支付。",
        more=(),
    )


def no_payee(dice: Random, draft: Draft) -> Draft | None:
    """Leave out who is paid."""
    if draft.style == "fields":
        return _row(draft, "payee-missing", "payee", "")
    line = dice.choice(
        [
            "{payer}一次性支付赔偿款%s,于2025年12月30日前付清。",
            "由{payer}承担各项损失,支付%s,2025年12月30日前履行。",
        ]
    )
    return _plant(
        draft, "payee-missing", pay=(line % money(dice, draft.total),), method="以银行转账方式支付。", more=()
    )


def words_differ(dice: Random, draft: Draft) -> Draft | None:
    """Let the words say another amount than the figures."""
    if draft.style == "fields":
        return None
    wrong = capitals(draft.total + dice.choice([1000, 90, 10000]))
    line = f"{{payer}}于2025年12月30日前一次性支付{{payee}}{draft.total:f}元(大写:人民币{wrong})。"
    return _plant(draft, "amount-words-differ", pay=(line,))


def words_missing(dice: Random, draft: Draft) -> Draft | None:
    """Give figures only."""
    if draft.style == "fields":
        return None
    line = f"{{payer}}于2025年12月30日前一次性支付{{payee}}赔偿款{draft.total:f}元。"
    return _plant(draft, "amount-words-missing", pay=(line,))


def sum_differs(dice: Random, draft: Draft) -> Draft | None:
    """Let the parts add up to something else."""
    parts = split(dice, draft.total, 3)
    wrong = ((parts[0][0] + 300, parts[0][1]), *parts[1:])
    if draft.style == "fields":
        return _plant(draft, "sum-differs", parts=wrong)
    return _plant(draft, "sum-differs", pay=_pay(dice, draft.total, wrong, "赔偿款"))


def items_differ(dice: Random, draft: Draft) -> Draft | None:
    """Let itemised costs add up to something else."""
    if draft.style == "fields":
        return None
    total = money(dice, draft.total + 13)
    half = draft.total - 900
    line = f"{{payer}}于2025年12月30日前赔偿{{payee}}医疗费{half:f}元、误工费600元、营养费300元,共计{total}。"
    return _plant(draft, "sum-differs", pay=(line,))


def no_due(dice: Random, draft: Draft) -> Draft | None:
    """Leave out when."""
    if draft.style == "fields":
        return _row(draft, "due-missing", "due_on", None)
    line = f"{{payer}}一次性支付{{payee}}赔偿款{money(dice, draft.total)}。"
    return _plant(
        draft, "due-missing", pay=(line,), more=(), method=dice.choice(["以银行转账方式支付。", draft.method])
    )


def one_instalment_undated(dice: Random, draft: Draft) -> Draft | None:
    """Leave one instalment without a day."""
    if draft.style == "fields":
        return None
    half = (draft.total / 2).quantize(Decimal(100))
    line = (
        f"{{payer}}分两期支付{{payee}}共计{money(dice, draft.total)}:第一期于2025年12月10日前支付{money(dice, half)};"
        f"第二期支付{money(dice, draft.total - half)}。"
    )
    return _plant(draft, "due-missing", pay=(line,), more=())


def vague_due(dice: Random, draft: Draft) -> Draft | None:
    """Say when in words that bind nobody."""
    word = dice.choice(["尽快", "待经济好转后", "有钱时", "日后", "近期"])
    if draft.style == "fields":
        changed = _row(draft, "vague-time", "due_on", None)
        return _row(changed, "vague-time", "due_event", word + "支付")
    line = f"{{payer}}{word}向{{payee}}支付赔偿款{money(dice, draft.total)}。"
    return _plant(draft, "vague-time", pay=(line,), more=())


def no_method(dice: Random, draft: Draft) -> Draft | None:
    """Leave out how."""
    return _plant(draft, "method-missing", method="")


def no_end(dice: Random, draft: Draft) -> Draft | None:
    """Leave out what ends the dispute."""
    return _plant(draft, "ends-dispute-missing", ends="")


def no_breach(dice: Random, draft: Draft) -> Draft | None:
    """Leave out what follows from breach."""
    return _plant(draft, "breach-missing", breach="", ends="本协议履行完毕后,双方互不追究,纠纷一次性了结。")


def wet(dice: Random, draft: Draft) -> Draft | None:
    """Sign an agreement on status electronically."""
    kind, title = dice.choice(
        [
            ("inheritance", "法定继承纠纷"),
            ("marriage_family", "离婚后财产纠纷"),
            ("marriage_family", "解除收养后的补偿纠纷"),
        ]
    )
    return _plant(draft, "wet-ink", kind=kind, title=title, signature="electronic")


def ward(dice: Random, draft: Draft) -> Draft | None:
    """Let a minor sign alone."""
    return _plant(draft, "guardian-missing", minor=True, agent=None)


def unsigned(dice: Random, draft: Draft) -> Draft | None:
    """Leave out the places for signature and seal."""
    return _plant(draft, "signature-missing", signs=False, style="paper")


def authority(dice: Random, draft: Draft) -> Draft | None:
    """Let an agent settle without special authority."""
    style = "terms" if draft.style == "paper" else draft.style
    return _plant(draft, "agent-authority", agent=Agent(name="魏代理", special_authority=False), style=style)


def stranger(dice: Random, draft: Draft) -> Draft | None:
    """Let somebody pay who is no party."""
    who = dice.choice(["王旁人", "肇事司机赵某", "其表哥孙某"])
    if draft.style == "fields":
        return _row(draft, "stranger-payer", "payer", who)
    line = f"上述款项中由{who}支付人民币1000元(大写:壹仟元整),于2025年12月30日前付给{{payee}}。"
    return _plant(draft, "stranger-payer", more=(*draft.more, line))


def periodic(dice: Random, draft: Draft) -> Draft | None:
    """Pay by the month with neither a start nor a day."""
    if draft.style == "fields":
        return None
    line = (
        f"{{payer}}每月支付{{payee}}{dice.choice(['生活费', '抚养费', '欠款'])}{money(dice, Decimal(800))}。"
    )
    return _plant(draft, "periodic-schedule", pay=(line,), more=())


def impossible(dice: Random, draft: Draft) -> Draft | None:
    """Name a day that does not exist."""
    if draft.style == "fields":
        return None
    bad = dice.choice(["2026年2月30日", "2025年11月31日", "2026-13-05"])
    return _plant(
        draft, "date-impossible", pay=(f"{{payer}}于{bad}前向{{payee}}支付{money(dice, draft.total)}。",)
    )


FAULTS: Sequence[Fault] = (
    no_payer,
    no_payee,
    words_differ,
    words_missing,
    sum_differs,
    items_differ,
    no_due,
    one_instalment_undated,
    vague_due,
    no_method,
    no_end,
    no_breach,
    wet,
    ward,
    unsigned,
    authority,
    stranger,
    periodic,
    impossible,
    _add(
        "scope-unclear",
        "{payer}于2025年12月31日前负责修好{payee}的房屋。",
        "{payer}应于2026年1月15日前将受损房屋恢复原状。",
        "{payer}在2025年12月20日前把问题处理好,做好维修。",
    ),
    _add(
        "vague-words",
        "{payer}另给予{payee}适当补偿。",
        "{payer}承担相关费用。",
        "{payer}酌情给予照顾,支付一定数额的补偿。",
        "其余问题由双方另行协商。",
        "{payer}对{payee}的损失尽力弥补。",
    ),
    _add(
        "effect-after-confirmation",
        "本协议经人民法院司法确认后生效。",
        "本协议自双方签字捺印并经人民法院确认之日起生效。",
        "待领取法院裁定书后本协议方可生效。",
        "本协议经公证后生效。",
    ),
    _add(
        "third-party-rights",
        "登记在案外人名下的房屋归{payee}使用,用于抵偿本案款项。",
        "{payer}将夫妻共同财产中的房屋折价抵给{payee}。",
        "{payer}代其未到场的弟弟放弃对祖屋的份额。",
    ),
    _add(
        "title-fixing",
        "位于示例路3号的房屋归{payee}所有,{payer}于2026年1月31日前协助办理过户登记手续,费用由{payee}承担。",
        "双方确认争议地块的使用权归{payee}享有。",
        "两家宅基地以老槐树为界,双方不得越界。",
    ),
    _add(
        "title-transfer-assist title-fixing",
        "位于示例路3号的房屋归{payee}所有。",
        kind="inheritance",
        signature="wet",
    ),
    _add(
        "status-relation",
        "双方自愿解除婚姻关系。",
        "确认双方收养关系自始无效。",
        "{payer}与孩子不存在亲子关系,双方确认亲子关系不成立。",
        signature="wet",
    ),
    _add("special-procedure", "双方同意由{payee}申请宣告失踪。", "双方同意以实现担保物权程序拍卖抵押物。"),
    _add(
        "outside-civil",
        "{payee}收到款项后不再追究{payer}的刑事责任。",
        "{payee}保证撤回报案,公安机关不得再作处罚。",
        "{payee}不得举报或者要求给予行政处罚。",
    ),
    _add(
        "against-law",
        "逾期部分按利滚利计算。",
        "{payee}今后放弃缴纳社会保险,工伤概不负责。",
        "款项付清前,{payee}可以扣留{payer}的身份证。",
        "{payee}收款后不得再婚。",
        "本款系双方结清赌债。",
    ),
    _add(
        "public-interest",
        "双方配合将{payer}名下车辆转移财产至他人名下以逃避债务。",
        "双方对外宣称已付清,以规避法院执行。",
    ),
    _add(
        "involuntary",
        "{payee}必须接受本方案,否则后果自负。",
        "{payee}不签字不准离开调解室,受压力下同意本方案。",
    ),
    _add(
        "labour-beyond-payment",
        "双方自2025年12月1日起解除劳动合同,{payer}于2025年12月5日前出具离职证明。",
        "{payer}于2026年1月31日前为{payee}补缴2024年度社会保险。",
        kind="labour",
    ),
)


def drafts(seed: int, count: int = 200) -> list[Draft]:
    """Return *count* drafts: a third without faults, the others with one to three."""
    dice = Random(seed)  # noqa: S311 - makes up examples, keeps no secret
    made = []
    while len(made) < count:
        draft: Draft | None = sound(dice)
        for number in range(0 if len(made) % 3 == 0 else dice.choice([1, 1, 2, 3])):
            fault = FAULTS[(len(made) * 7 + number * 11) % len(FAULTS)] if number == 0 else dice.choice(LATER)
            changed = fault(dice, draft) if draft is not None else None
            draft = changed if changed is not None else draft
        if draft is not None and (draft.planted or len(made) % 3 == 0):
            made.append(draft)
        else:
            continue
    return made


LATER = (no_end, no_method, *FAULTS[19:23], *FAULTS[26:31])
"""Faults that can be planted beside another without undoing it."""
