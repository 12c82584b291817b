"""The two sides of the money in a draft: whether the agreement itself names who pays and who is paid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, dropwhile

from workflows.domain.drafting.amounts import distinct
from workflows.domain.drafting.clauses import settles, threatens, waives, without_waiver
from workflows.domain.drafting.days import has_term
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.heads import heads
from workflows.domain.drafting.memory import remembered
from workflows.domain.drafting.reading import Clause, Reading, sentences
from workflows.domain.drafting.side_words import ON_SUM, OPEN_PAYEE, OPEN_PAYER, PASSIVE, PAYS_DOWN
from workflows.domain.drafting.transfer_words import THING
from workflows.domain.drafting.transfers import Sides, gives, longest_first, marked, sides

_OPENS = re.compile(
    r"^(?!.*(?:付|计划|安排|具体|项目)).*(?:同意|商定|约定|协议|议定|说妥|条款|如下|这么办|意见|调解)[^,。;:]{0,12}:$|^[\[|]?(?:协议|约定|调解)(?:内容|事项|结果)"
    r"|^[一二三四五六七八九十]{1,2}[、.]\s*(?:(?:(?:调解)?协议|约定|调解|商定)(?:内容|事项|结果|条款)|[^。;:]*达成(?:如下协议|协议如下)):?$"
    r"|(?:^|,)[^,。;:]{0,4}[说讲谈商议](?:好|妥|定|拢)[^,。;:]{0,4}:$"
)
_OPENING = re.compile(
    r"(?:^|(?<=[。;\n]))[^。;\n]*?(?:说妥|说定|商定|议定|这么办|达成(?:如下)?协议)"
    r"[^,。;:\n]{0,6}:"
)
_OPENED = re.compile(
    r"(?s)(?:一致|达成|同意|商定|议定|约定|条款|协议)[^,。;:\n]{0,8}:"
    r"(?!.*(?:一致|达成|同意|商定|议定|约定)[^,。;:\n]{0,8}:)(.*)"
)
_LISTS = re.compile(r"(?:付|给|赔|还|退)[^。;]*:$")
_GOES_ON = re.compile(r"另|并|再|同时|且|若|按(?!期|时)")
_RECITAL = re.compile(
    r"^[\[|◆●■\s]*(?:[一二三四五六七八九十\d]{1,2}[、.])?\s*(?:纠纷|案件|争议|主要|基本)?(?:事实|情况|概述|由来|经过|起因|案由|事由|缘由|事项)"
)
_HEAD = re.compile(r"^(?:\[[^\[\]]{1,12}\]|\|\s*[^|]{1,12}\s*\|)")
"""The name of a field, in brackets or in the first column of a table."""
_MONEY = re.compile(
    r"款|钱|费|金|账户|账号|[付给交还结]清|给齐|(?<!流)转|汇|微信(?!群)|支付宝|[收领]条|收据|当面点|点清|收讫|户名|卡|付"
)
_PAST = re.compile(
    r"归[^,。;]{1,6}(?:自己|自行)|已(?:经)?(?:由|先行|垫)|无人|不再计入|不计入|受[^,。;]{1,8}雇|误了|利率"
    r"|出借(?![人方])|签订[^,。]{0,6}合同,|合伙经营|没给|不影响|住院\d+天"
)
_PHRASES = re.compile(r",(?!\d{3})")
_TO_PAY = re.compile(r"(?:余款|余下|剩余|其余|再|另|还)[^。;]{0,40}(?:付|给|赔|退|还|补)")
"""What is still to be paid beside what was paid before."""
_ADVANCED = re.compile(r"垫[上付][^。;]{0,24}还给")
"""What somebody advanced is still to be given back."""
_RESERVES = re.compile(r"保留|(?:另行|依法)主张|出借(?![人方])")
_GAVE = re.compile(r"已(?:经)?赔付|送[去来]的")
_GIVEN = re.compile(rf"[^,。;]*(?:{_GAVE.pattern})[^。;]*?(?:,(?!\d{{3}})|$)")
"""What was given before, told beside what is promised."""
_ACCOUNT = re.compile("账|户名|收款|付款")
_UNTOLD = re.compile(
    r"由(?:责任|过错|相关|有关|其中|儿子|子女|兄弟|某)[^,。;]{0,3}[方人](?=于|在|一次|负责|支付|赔|出|承担|付)|(?:领款|收款)人由[^。;]*|家属方"
)
"""Words that leave open who of several it is."""
_ROLES = ("丙方", "丁方", "戊方", "担保人", "保证人", "当事人三", "当事人四")
_PAYS = r"(?:由|^[^,。;@]{0,4}[、.)]?\s*|[,。;:])ROLE(?:应|须|负责|同意|自愿|于)[^。;]{0,30}(?:付|赔|还|退)"
_GETS = r"(?:向|[付还退赔支交转](?:给|至|到)|给|应付)ROLE"
_THIS_MONEY = r"(?:前述|上述|该|此|这)(?:笔|项)?(?:款项?|费用|钱)"
_PAID_BY = re.compile(
    rf"(?:{_THIS_MONEY}[^,。;]{{0,6}}由|付款义务人[:为])(?P<who>[^,。;]{{1,16}}?)(?=$|负责|付出|支付|给付|承担|筹集)"
)
_DRAWN = re.compile(
    r"(?:[双各两三四五六]方|[两俩三四五六]人|共同|一同|一起)[^。;]{0,30}(?:取款|支取|取出|领取|提取|取现)[^。;]{0,16}(?:转账|转给|分给|各[得分])"
)
"""They draw together what they divide: the money comes from what is theirs, and nobody owes it."""
_PAID_TO = r"(?:向|[付还退赔支交转汇](?:给|至|到|入)|给|收款人[:为])NAME"
_TAKEN_BY = re.compile(
    rf"{_THIS_MONEY}[^,。;]{{0,6}}由(?P<who>[^,。;]{{1,16}}?)(?:负责)?(?=收取|领取|受领|收)"
)
_PAYS_ALL = r"(?:^|[,。;:、.)]|由)\s*NAME(?:应|须|同意|自愿|于|自\d|每|一次)[^。;]{0,40}(?:付|赔|还|退)"
_OTHER_SIDE = re.compile(r"由对方(?=[^,。;]{0,12}(?:付|转|赔|出|退|还|给))")
_PAIR, _MANY = 2, 12
_OWED = re.compile(
    r"欠|未[付交给]|已(?:经)?(?:支)?付的|此前|以上|上述|该款|到期[不未没]|逾期|不[^,。;]{1,6}[的,]|(?:自己|自行)(?:出|承担|负担|解决)|自理|自负"
)
_HANDS_TO = re.compile(
    r"(?:向[@#][^,。;@]{0,12}|(?:付|还|退|交|转|汇|支付|赔|补偿))(?:付|给|赔|还|退|补|至|到|入)[^,。;@\d]{0,5}[@#]|向@[^,。;@]{0,6}(?:付|给|赔|还|退|补)"
)
_TO_A_STRANGER = re.compile(
    r"(?:向|[付交汇缴转](?:至|给|到|入|往)|还给|支付给?|缴纳?给?)[^,。;@\d]{0,8}?(?:单位|机构|公司|师傅|部门|法院|鉴定所|事务所)|(?:付?还给|付给)[^,。;@\d]{0,12}(?:委员会|调委会|居委会)"
)
_ON_BEHALF = re.compile(r"转交|代收|代管|见证|^[^,。;@]{0,4}(?:并|同时|且)")
_THING_GIVEN = re.compile(
    r"交出|移交|拆走|寄回|搬走|[店号墙锁门车机]由|继续使用|到付|(?:账号|微信群|公众号)[^,。;]{0,10}(?:交|使用|移)"
)
"""Who does so hands over a thing, or bears what it costs to send it."""
_AFTER_RECEIPT = re.compile(r"(?:收[到齐清足]|领[取齐])[^。;]{0,24}?元[^,。;]{0,10}(?:后|之日|当日|时)")
"""What somebody does when he has got his money."""
_HOW = re.compile(r"(?:履行|支付|付款|给付)(?:方式|时间|期限)")
_BY_PIECE = re.compile(r"按每[^,。;\d]{0,8}\d")
_BACK = re.compile(
    r"(?:余款|尾款|余下|剩余|其余|剩下|下欠|尚欠|其中|上述|前述|前款|该款|此款|这笔|首期|首付|首笔|末期|最后一[期笔次])|第[一二三四五六七八九十\d]+[期笔次批]"
)
"""What goes on a sum that was named before."""
_COST = re.compile(r"([\u4e00-\u9fa5]{2})(?:费(?!用)|费用)(?![^,。;]{0,4}(?:发票|票据|单据))")
_THIS_SUM = re.compile(r"上述|以上|前述|该款|此款|款项|各项|全部[款费钱]|履行|付款|[给支]付方式")
_SAYS = re.compile(r"^[^,。;:]{1,12}(?:称|认为|主张|说)(?![量好定妥:])")
"""What one of them says is no promise."""
_BESIDES = re.compile(r"^[^,。;@]{0,4}(?:另|再|并|还|且|(?:同时|此外)(?!,?@))")
_BODY, _KINDS = 4, "场厂店社园校院所部行馆站队庄铺司城寓苑坊"
"""A body with a long name is called by its kind too (沃金家庭农场: 农场)."""
_KIND_LABELS = ("机构", "单位", "公司", "商家", "商店")
"""A party whose label tells its kind (养老机构:) is called by the kind alone too (机构)."""
_SHORT = 20
_FIELD = re.compile(
    "账|户名|收款|付款|当事人(?![一二三四五六\\d甲乙丙丁])|协议|日期|姓名|盖章|签|地址|电话|[卡款费钱]$|^费退|^不|^[谈商][妥好定成拢]$"
)
_BEARS = re.compile(r"承担|负担|负责(?![^,。;]*(?:[付还赔退]|[转汇交]给))|自理")
_COSTS = re.compile(rf"[^,。;]*(?:{_BEARS.pattern})[^,。;]*")
_RECEIVED = re.compile(
    r"(?:自己|自行)(?:出|承担|负担|解决)|自理|自负|已(?:经)?(?:支)?付的[^,。;]{0,24}归|已(?:经)?[^,。;]{0,4}(?:收到|接到|收讫|领)"
)
_GENERIC = frozenset(("付款人", "收款人", "付款方", "收款方", "支付方"))
"""Words for a side itself, which say nothing of who it is."""
_VERBS = frozenset("收付提给向应于在将")
_WORDLIKE = frozenset("经第应余金时于向从还管和关万方全该费石钱花")
"""Surnames with which ordinary words begin, so that a name must stand in the head of the paper to be one."""


def missing_sides(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield a finding where nobody pays, and one where nobody is paid, what the agreement still promises."""
    names = _people(reading)
    told = [(where, part) for where, part in _told(reading) if _of_money(part, names)]
    owed = [(where, part) for where, part in told if distinct(part) and not _RECEIVED.search(part)]
    if not owed or not any(gives(part) for _, part in told):
        return
    payer = any(_names(part, names).payer or _DRAWN.search(part) for _, part in told)
    payee = any(sides(_bearing(part), names).payee for _, part in told)
    open_payer, open_payee = (_left_open(told, names, words) for words in (OPEN_PAYER, OPEN_PAYEE))
    open_payer = open_payer or _one_of_many(reading, owed) or _absent_role(reading, told, _PAYS)
    open_payer = open_payer or _crosswise(told, names, _PAID_BY, _PAID_TO)
    open_payee = (
        open_payee or _absent_role(reading, told, _GETS) or _crosswise(told, names, _TAKEN_BY, _PAYS_ALL)
    )
    many = len({head.name for head in heads(reading.text)}) > _PAIR
    apart = _unpaid(told, names, many=many) or _fee(owed, names) if payer else None
    apart = apart or (_told_of_none(told, names, payer=True) if many else None)
    open_payee = open_payee or (_told_of_none(told, names, payer=False) if many else None)
    if not payer or open_payer or apart:
        yield found("payer-missing", *(open_payer or apart or owed[0]))
    if not payee or open_payee:
        yield found("payee-missing", *(open_payee or owed[0]))


def _told_of_none(
    told: Sequence[tuple[str, str]], names: frozenset[str], *, payer: bool
) -> tuple[str, str] | None:
    """Return the dated payment among several of which no sentence says who pays it, or to whom it goes."""
    carry = [
        part
        for _, part in told
        if gives(part) and not (settles(part) or threatens(part)) and _tells(part, names, payer=payer)
    ]
    own: set[Decimal] = set()
    for where, part in told:
        own = _all_values(part) or own
        open_side = (PASSIVE if payer else PAYS_DOWN).search(marked(part, names)) and has_term(part)
        if not open_side or _tells(part, names, payer=payer):
            continue
        if not any(own & _all_values(other) if distinct(other) else ON_SUM.search(other) for other in carry):
            return where, part
    return None


def _tells(part: str, names: frozenset[str], *, payer: bool) -> bool:
    return _names(part, names).payer if payer else sides(_bearing(part), names).payee


def _all_values(part: str) -> set[Decimal]:
    return {amount.value for amount in distinct(part) if amount.value}


def _left_open(
    owed: Iterable[tuple[str, str]], names: frozenset[str], words: re.Pattern[str]
) -> tuple[str, str] | None:
    """Return the first promise that leaves a side open in so many *words* (向日后通知的收款人支付)."""
    return next((each for each in owed if words.search(_named(each[1], names))), None)


def _one_of_many(reading: Reading, owed: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the promise of the other side where there are several others (三人, 由对方支付)."""
    parties = {head.name for head in heads(reading.text)}
    return next((each for each in owed if len(parties) > _PAIR and _OTHER_SIDE.search(each[1])), None)


def _absent_role(reading: Reading, owed: Iterable[tuple[str, str]], words: str) -> tuple[str, str] | None:
    """Return the promise in which a side is called by a role that the paper gives to nobody (丙方 of two parties)."""
    if len({head.name for head in heads(reading.text)}) < _PAIR:
        return None
    owed = tuple(owed)
    said = "".join(part for _, part in owed)
    roles = "|".join(role for role in _ROLES if 0 < said.count(role) == reading.text.count(role))
    pattern = re.compile(words.replace("ROLE", f"(?:{roles})")) if roles else None
    return next((each for each in owed if pattern and pattern.search(each[1])), None)


def _crosswise(
    told: Sequence[tuple[str, str]], names: frozenset[str], back: re.Pattern[str], before: str
) -> tuple[str, str] | None:
    """Return the sentence that makes him pay who is paid, or him take who pays (甲应付给乙。该款由乙付出)."""
    for where, part in told:
        who = match["who"].strip() if (match := back.search(part)) else ""
        pattern = before.replace("NAME", re.escape(who))
        if who in names and any(re.search(pattern, other) for _, other in told if other != part):
            return where, part
    return None


@remembered
def _named(sentence: str, names: frozenset[str]) -> str:
    """Return *sentence* with @ for each name, those who stand together apart."""
    for name in longest_first(names):
        sentence = sentence.replace(name, "@")
    return sentence


def _unpaid(told: Sequence[tuple[str, str]], names: frozenset[str], *, many: bool) -> tuple[str, str] | None:
    """Return a sum that goes to somebody, where neither its own sentence nor one that speaks of it says who pays it.

    Where several may owe (*many*), a payment with a day of its own is another one than theirs that are told in full.
    """
    payers = [part for _, part in told if _names(part, names).payer]
    continued = _continued(told, names)
    for where, part in told:
        goes = distinct(part) and part not in payers and _to_somebody(part, names)
        goes = goes and not (_AFTER_RECEIPT.search(part) or where in continued)
        if goes and not (
            _BY_PIECE.search(part)
            or _BACK.search(part)
            or any(
                _same_money(part, other, told)
                for other in payers
                if not (many and _in_full(part, names) and _in_full(other, names))
            )
        ):
            return where, part
    return None


@remembered
def _names(part: str, names: frozenset[str]) -> Sides:
    """Return which sides *part* tells; who hands over a thing, or need not pay, pays nothing."""
    owed = without_waiver(_bearing(part))
    about = distinct(owed) or not (_THING_GIVEN.search(owed) or waives(owed) or _SAYS.search(owed))
    return sides(owed, names) if about else Sides(payer=False, payee=False)


def _continued(told: Sequence[tuple[str, str]], names: frozenset[str]) -> set[str]:
    """Return the points in which one sentence tells both sides, so that the next ones go on with them."""
    full = ((where, part) for where, part in told if distinct(part))
    return {where for where, part in full if _names(part, names).payer and sides(part, names).payee}


def _in_full(part: str, names: frozenset[str]) -> bool:
    """Return whether *part* promises a sum to somebody by a day, and not only how one goes over."""
    return bool(distinct(part)) and has_term(part) and sides(part, names).payee and not _HOW.search(part)


def _same_money(part: str, other: str, told: Sequence[tuple[str, str]]) -> bool:
    """Return whether *other* names a sum of *part*, or one of which a sum of *part* is a share."""
    own, theirs = ({amount.value for amount in distinct(each) if amount.value} for each in (part, other))
    if own & theirs or not theirs:
        return bool(theirs) or _may_mean(part, other)
    values = [amount.value for _, each in told for amount in distinct(each) if amount.value]
    return any(value < whole and _is_share(value, whole, values) for value in own for whole in theirs)


def _may_mean(part: str, other: str) -> bool:
    """Return whether *other*, which names no sum, may speak of that of *part*: not where it is about another cost."""
    costs = set(_COST.findall(other))
    return not costs or bool(costs & set(_COST.findall(part)) or _THIS_SUM.search(other))


def _is_share(value: Decimal, whole: Decimal, values: Sequence[Decimal]) -> bool:
    """Return whether *value* and neighbours of it among *values* make *whole*."""
    until = list(accumulate(values, initial=Decimal(0)))
    return any(
        value in values[start:end] and until[end] - until[start] == whole
        for start in range(len(values))
        for end in range(start + 2, min(start + _MANY, len(values)) + 1)
    )


def _fee(owed: Iterable[tuple[str, str]], names: frozenset[str]) -> tuple[str, str] | None:
    """Return a fee for somebody outside that nobody is told to pay (另有检测费2000元,向检测单位缴清)."""
    for where, part in owed:
        named = any(name in part for name in names)
        outside = _TO_A_STRANGER.search(part) and not (named or _ON_BEHALF.search(part))
        if outside and not sides(_bearing(part), names).payer:
            return where, part
    return None


def _to_somebody(part: str, names: frozenset[str]) -> bool:
    """Return whether *part* says to whom money goes, as a promise that goes on nothing before it."""
    told = marked(part, names)
    return not (_BESIDES.search(told) or _OWED.search(part)) and bool(_HANDS_TO.search(told))


def _told(reading: Reading) -> list[tuple[str, str]]:
    """Return the sentences of the agreement, where each stands, without the facts told before it."""
    parts = [(clause.where, part) for clause in reading.clauses for part in _parts(clause)]
    if parts:
        parts = [*((parts[0][0], part) for part in _lead(reading.preamble)), *parts]
    agreed = list(dropwhile(lambda each: not _OPENS.search(each[1]), parts))
    kept = agreed if any(distinct(part) for _, part in agreed) else parts
    return list(_without_facts(kept))


def _without_facts(parts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield *parts* but for the sentences, and the fields with all their sentences, that tell what happened."""
    field = False
    for where, part in parts:
        fact = bool(_RECITAL.match(part))
        field = fact if _HEAD.match(part) else field
        if not (fact or field):
            yield where, part


def _lead(preamble: str) -> list[str]:
    """Return the sentences that belong to the agreement already, where a list after them was taken for its begin."""
    opened = _OPENED.search(preamble)
    told = sentences(opened[1]) if opened else []
    lead = sentences(preamble)[-2:]
    return told if told or not (lead and _LISTS.search(lead[-1])) else lead


@remembered
def _parts(clause: Clause) -> Sequence[str]:
    """Return the sentences of *clause* without penalties; one that goes on is told with the one before."""
    told = sentences(Clause(where=clause.where, text=_OPENING.sub("", clause.text)).main)
    return [
        f"{before},{part}" if before and _GOES_ON.match(part) else part
        for before, part in zip(["", *told], told, strict=False)
    ]


@remembered
def _of_money(sentence: str, names: frozenset[str]) -> bool:
    if distinct(sentence):
        told = _without_given(sentence)
        if _PAST.search(told) and not _ADVANCED.search(told):
            told = ",".join(part for part in _PHRASES.split(told) if not _PAST.search(part))
            return bool(distinct(told) and _TO_PAY.search(told))
        return bool(distinct(told))
    return (
        not _RESERVES.search(sentence)
        and bool(_MONEY.search(marked(sentence, names)))
        and not (
            (THING.search(sentence) and not _ACCOUNT.search(sentence))
            or _PAST.search(sentence)
            or settles(sentence)
        )
    )


def _without_given(text: str) -> str:
    return _GIVEN.sub("", text) if _GAVE.search(text) else text


@remembered
def _bearing(sentence: str) -> str:
    """Return *sentence* without the costs of other things, where it names no sum (费用由其负担)."""
    told = _without_given(_UNTOLD.sub("", _HEAD.sub("", sentence)))
    return told if distinct(told) or not _BEARS.search(told) else _COSTS.sub("", told)


def _people(reading: Reading) -> frozenset[str]:
    """Return the words by which the draft calls its people."""
    told = reading.preamble if len(reading.preamble) > _SHORT else reading.text
    told_of = reading.called.values()
    bodies = frozenset(name[-2:] for name in told_of if len(name) > _BODY and name[-1] in _KINDS)
    kinds = frozenset(label[-2:] for label in reading.labels if label.endswith(_KIND_LABELS))
    return (
        bodies
        | kinds
        | frozenset(
            name
            for name in reading.names
            if name not in _GENERIC
            and not _FIELD.search(name)
            and not (name[-1] in _VERBS and name[:-1] in reading.names)
            and (name in reading.called or name[0] not in _WORDLIKE or name in told)
        )
    )
