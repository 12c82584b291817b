"""Who hands money over and who receives it in a sentence, told by where each stands to the verb.

Everybody who is mentioned becomes one sign, @, several who stand together too; both sides at once become &, and
everybody by himself %. In what is left (由@支付, 向@支付, @应得, 打入@账户) a few places belong to a payer and a few to
a payee, whoever it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from workflows.domain.drafting.memory import remembered
from workflows.domain.drafting.names import starts_with_surname
from workflows.domain.drafting.transfer_words import (
    BOTH,
    EVERYBODY,
    GIVE,
    NO_NAME,
    OUTSIDERS,
    PRONOUNS,
    SOMEBODY,
    SUM,
    SURNAMES,
    TAKE,
)

_JOINED = re.compile(
    r"@(?:(?:[、和及与或]|以及)@)+(?=[^,。;]{0,12}(?:各|共同|连带|按|分别|均|应|自愿|同意|于|在|给|付|支|赔))"
    r"|@{2,}|@(?:之|的)?@|@[(]@[)]|@[:]@|@方(?![式面案便法])"
)
_COMPANY = re.compile(
    r"(?:(?![付给还退赔补偿向由与和对于应在到至入人名])[\u4e00-\u9fa5]){4,24}有限(?:责任)?(?:公司|@)"
)
_ASIDE = re.compile(
    r"[(](?![^()]*(?:收款|付款|户名))[^()]*[)]|[\"“”「」]|[向给]?(?:应得|该得|有权|应收)[^,。;@&]{0,4}&"
)
"""What stands in brackets, and a side that is only told to be whoever it is (应得的一方)."""
_ACTING = (
    r"(?![^,。;@]{0,2}(?:于|在|为|自愿|应[当于在]|同意|承诺|须|需|愿意|负责|一次|分[期次\d一二三四五六七八九十两]"
    r"|愿|出|先|按|从|将|把|用|以|通过|欠|尚|借|认(?![可定])))"
)
_HIS_SUM = rf"{_ACTING}(?:的|因|之)?(?:(?!{GIVE})[^,。;@向给把将按]){{0,14}}?{SUM}"
_ACCOUNT = (
    r"(?:本人|名下|指定|提供|所有|开立|开户|实名|绑定|尾号|这[张个]|那[张个]|的|在|[\d]|常用|现有|个人|工资|农信){0,4}"
    r"[^,。;@付转]{0,6}(?:账户|账号|帐户|卡(?!车)|存折|折子|户头|收款码|(?:微信|支付宝)(?!转|支付|付|扫|方式))"
)
_PAYER = re.compile(
    "|".join(
        (
            # the agent: 由甲方支付, but not 由甲方当场点清
            (
                rf"由@(?!(?:本人|当[场面]|亲自|[^,。;]{{0,4}}收到)?[^,。;@]{{0,12}}{TAKE}|提供|指定|[^,。;]{{0,8}}(?:收条|收据))"
                rf"[^。;]{{0,60}}?(?:{GIVE}|负责|履行|(?<![取提])出|\d元)"
            ),
            # the payer by that word: 付款人为甲方
            r"(?:付款|支付|给付|赔偿|偿还|还款)(?:义务)?[人方](?:为|是|系|:|姓名)*\s*@",
            r"@[^,。;@]{0,3}(?:为|是|系|作为|\()(?:付款|支付|给付|赔偿)(?:义务)?[人方]|@支付方",
            # 甲方确认尚欠; 甲方应付的
            r"(?<![付给])@[^,。;@收受得领获]{0,16}(?<![被拖尾])欠(?!条|据)",
            r"(?<![向给])@(?:所|尚|应|未)(?:[欠付还]|承担|支付|偿还)",
            # 甲方认退款8100元
            r"@(?:自愿|也|都)?认(?![可为识定证购])[^,。;@\d]{0,12}(?:[款费钱金]|\d)",
            # 从甲方押金中扣除; 甲方付,乙方收; 老王出
            r"从@[^。;]{0,20}(?:扣|抵|付|支)",
            r"@[^,。;@]{0,4}付,@[^,。;@]{0,4}收",
            r"@出(?=[,。;]|$|的?钱)",
            # 双方各承担一半; 每户出200元
            r"&[^,。;@]{0,4}(?:互(?!不|无)|各(?=自|付|支|承|出|赔|担|半|分)|均摊|平摊|平均|分摊|分担)",
            r"%[^,。;@]{0,4}(?:出|交|承担|负担|分担|分摊|付|凑)",
            r"@[^,。;]{0,40}(?:资金|款项|存款)履行",
            # 乙方同意接受甲方支付的
            r"(?:收到|接受|收取)@[^,。;@]{0,14}(?:付|给|汇|转)",
        )
    )
)
_PAYEE = re.compile(
    "|".join(
        (
            # 向乙方, 付给乙方, 退还乙方, 对乙方……补偿
            (
                r"(?:[向给][各全]?|(?:付(?!款[人方])|还|赔|退|补|偿|交|汇|转|打|存|发|欠|送|抵|充|与)"
                r"(?:了|还|偿|给|至|到|往|入|回|进|放|付|与|清|予){0,2}[^,。;:@\d由以从用在于将把]{0,3}|(?:给|付):)@"
            ),
            r"[给向欠]&(?!造)",
            # 支付工资:甲10500元,乙8400元
            rf"{GIVE}[^。;:@]{{0,20}}:@[\d¥]",
            r"向[\u4e00-\u9fa5]{2,8}?(?:一次性)?(?:支付|给付|付|赔偿|补偿|返还|退还|偿还|偿付)",
            r"对@[^,。;]{0,30}(?:赔|补偿|支付|给付)",
            # 乙方应得, 乙方当场点清, 乙方出具收条, 账户由乙方提供
            rf"@(?:(?!{GIVE})[^,。;@]){{0,24}}?{TAKE}",
            rf"@[^,。;@]{{0,10}}?{TAKE}",
            r"@(?:均|自愿)?(?:同意|准许|准予|允许)(?:[^,。;@]{0,40}由)?@",
            r"[应可]得(?:数额|金额|份额)?[^。;@]{0,6}@",
            r"@[^,。;@]{0,12}(?:收条|收据|收款凭证|领条|领款)",
            r"由@提供|@收(?=[,。;]|$)|@[^,。;@]{0,4}付,@[^,。;@]{0,4}收",
            # 乙方名下账户, 户名乙方, 收款人:乙方
            rf"(?<![从由以用过])@{_ACCOUNT}",
            r"(?:收款|收取|受领|领款|权利|收钱)(?:义务)?[人方](?:姓名|名称)?(?:为|是|系|:|即)*\s*@",
            r"(?:户名|账户名称?|开户名称?|持卡人|收款(?:账户|账号|卡))(?:为|是|系|:)*\s*@",
            r"@[^,。;@]{0,3}(?:为|是|系|作为|\()(?:收款|收取|受领|权利)[人方]",
            # back to where it came from: 通过买方原付款的支付宝, 原路退回买方
            r"(?:通过|按|从|向)@原(?:付款|支付|账户|账号)|原路[^,。;]{0,4}退",
            # 归乙方, 交到乙方手里, 乙方垫付的
            r"归@(?!还)|交到@|@(?:手[里上中]|家里)",
            r"@[^,。;@]{0,8}(?:垫付|多[付交]|预[付交]|已[付交]|(?<!拿)出借|借出|借给)",
            # 乙方的医疗费
            rf"(?<!由)@(?!{GIVE}){_HIS_SUM}",
            # 补交物业费, 到服务中心交: whom dues are for is known
            r"(?:补[交缴]|应?缴|应交|交纳|交清)[^,。;@]{0,14}(?:\d|租|费)",
            r"到(?:@|[^,。;@]{2,10}(?:中心|窗口|柜台))[^,。;@]{0,6}(?:支付|付|交|缴)",
            # 每户补偿, 双方均分, and a line of a list: 乙方 5100元
            r"%[^,。;@]{0,2}(?:补|赔|发|付|退|得|分)",
            r"&[^,。;@]{0,4}(?:互(?!不|无)|各得|各分|均分|平分|平均分)",
            rf"^@(?!{GIVE}|认)(?:(?!{GIVE}|欠)[^。;@])*(?<!\d)(?<!\d[,.])\d[\d,.]{{0,8}}元?$",
        )
    )
)
_HOLDER = re.compile(
    r"(?:户名|收款人|开户名|账户名称?|收款方|持卡人)(?:姓名|名称)?(?:为|是|系|:|\s)*"
    rf"(?:[{SURNAMES}](?![户名])[\u4e00-\u9fa5]|[\u4e00-\u9fa5]{{3,20}}?(?:公司|合作社|[店行部厂社院场馆]|中心)(?=[,。;、]|$))"
)
_NOT_ACTING = re.compile(
    r"(?:^\d{1,2},(?:@\d*\s?)?|[向给]各|[向给对与跟从为因把至入欠归就经据付还赔退补偿交汇打转使在于]|(?<!收)到|(?<!一)致|造成"
    r"|(?:户名|收款[人方]|账户名称?|持卡人)(?:为|是|系|:)*"
    r"|(?:退还|返还|归还|偿还|支付|给付|赔偿|补偿|付给|交给|经|给)[^,。;:@\d]{1,3})$"
)
_GIVES = re.compile(GIVE)
_ANYBODY = re.compile("[@&%]")
_TAKES = re.compile(TAKE)
_EVENT = re.compile(
    r"[于在自]?(?:收到|拿到|接到)(?!@)[^,。;@]{1,16}?(?:的?(?:当[日天]|时)|(?:之日)?[起后]?(?:[\d一二三五七十]+个?(?:工作)?[日天]内)|以?后|之后),?"
    r"|多退少不?补|已(?:经)?(?:[付交给]|支付)的?[^,。;@\d]{0,6}(?:款项?|金|费用?|利?息|租)(?!\d)"
)
"""When somebody pays, told by what he gets first, and what was paid before: neither is what he pays."""
_PERFORMS_TO = re.compile(r"(?:足额|全额|向[^,。;]{1,12})履行(?!义务|方式)")
_TAKES_FIRST = re.compile(rf"(?:(?!{GIVE}|[将把])[^。;@])*?{TAKE}")
_AGREES = re.compile(r"[^,。;]{0,3}(?:商定|议定|约定|协商|达成)")
_OF_HIS = re.compile(_HIS_SUM)
_STRANGER_PAYS = re.compile(
    r"(?:^|[,。;:┃])(?:[一二三四五六七八九十\d]{1,2}[、.)]|[(].{1,2}[)]|第.{1,2}[条项][\s,]?)?\s*"
    rf"{NO_NAME}(?!{GIVE})(?:(?![款费钱息金期项笔])[\u4e00-\u9fa5]){{2,12}}?"
    r"(?<![款费金失资酬钱元息额项租价债账押期笔数贴利分后时前日内起止方的已未予以将会可])"
    rf"(?=应|须|自愿|同意|承诺|愿|于|自\d|每月|最迟|一次|向@|(?![赔补]偿[一共合总定为]){GIVE})(?=[^。;]*{GIVE})"
)
_TO_A_STRANGER = re.compile(rf"(?:{GIVE}|(?<![县市区镇乡])向|(?<!余)欠)[偿还付给至到入回]*[给向]?")
_MONEY_SOON = re.compile("[\u4e00-\u9fa5]{0,3}[钱款费金损租息薪资]|工")


_MARKS = (
    (OUTSIDERS, "#", ""),
    (EVERYBODY, "%", ""),
    (BOTH, "&", ""),
    (_COMPANY, "@", "有限"),
    (SOMEBODY, "@", ""),
    (PRONOUNS, "@", ""),
    (_JOINED, "@", "@"),
    (_ASIDE, "", ""),
    (_JOINED, "@", "@"),
    (_JOINED, "@", "@"),
)
"""What is marked with which sign, and what must stand in a text for it."""


@dataclass(frozen=True)
class Sides:
    """Which of the two sides of money a sentence tells."""

    payer: bool
    payee: bool


def sides(sentence: str, names: Iterable[str]) -> Sides:
    """Return whether *sentence*, in which people are called by *names*, tells who pays and who is paid."""
    return _sides(sentence, frozenset(names))


@remembered
def _sides(sentence: str, known: frozenset[str]) -> Sides:
    text = marked(sentence, known)
    acts = _EVENT.sub("", text)
    paid = _alone_and_paid(sentence, text, known)
    places = (match.start() for match in re.finditer("@", acts))
    return Sides(
        payer=bool(_PAYER.search(acts) or _STRANGER_PAYS.search(acts))
        or (not paid and any(_pays(acts, at) for at in places)),
        payee=bool(_PAYEE.search(text) or _HOLDER.search(sentence)) or _pays_a_stranger(text),
    )


def _alone_and_paid(sentence: str, text: str, names: Iterable[str]) -> bool:
    """Return whether *sentence*, marked *text*, names one person alone, and as who is paid (甲方退伙,应退给甲方)."""
    told = [name for name in names if name in sentence]
    named = len(told) == 1 and sentence.count(told[0]) == len(_ANYBODY.findall(text))
    return named and any(f"{before}{told[0]}" in sentence for before in "给向")


@remembered
def gives(sentence: str) -> bool:
    """Return whether *sentence* has a verb of giving or of receiving money."""
    return any(pattern.search(sentence) for pattern in (_GIVES, _TAKES, _PERFORMS_TO))


def marked(sentence: str, names: Iterable[str]) -> str:
    """Return *sentence* with one sign for whoever is mentioned, and without what stands aside in brackets."""
    return _marked(sentence, frozenset(names))


@remembered
def _marked(sentence: str, names: frozenset[str]) -> str:
    text = sentence
    for name in longest_first(names):
        text = text.replace(name, "@")
    for pattern, sign, needs in _MARKS:
        text = pattern.sub(sign, text) if needs in text else text
    return text


@remembered
def longest_first(names: frozenset[str]) -> tuple[str, ...]:
    """Return *names* with the longest first, so that none is taken for a part of another."""
    return tuple(sorted(names, key=lambda each: (-len(each), each)))


def _pays(text: str, at: int) -> bool:
    """Return whether the one at *at* stands where the subject of a verb of giving stands."""
    before, after = text[:at], text[at + 1 :]
    elsewhere = _AGREES.match(after) or _TAKES_FIRST.match(after) or _OF_HIS.match(after)
    return bool(_GIVES.search(after)) and not (elsewhere or _NOT_ACTING.search(before))


def _pays_a_stranger(text: str) -> bool:
    """Return whether somebody whom the head does not name stands right after a verb of giving."""
    rests = (text[match.end() :] for match in _TO_A_STRANGER.finditer(text))
    return any(starts_with_surname(rest) and not _MONEY_SOON.match(rest) for rest in rests)
