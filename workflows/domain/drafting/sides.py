"""Who pays and who is paid in what a draft says of a sum of money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from workflows.domain.drafting.amounts import distinct
from workflows.domain.drafting.clauses import settles
from workflows.domain.drafting.names import starts_with_surname
from workflows.domain.drafting.payments import Payment
from workflows.domain.drafting.promises import PAY
from workflows.domain.drafting.reading import ROLES, Reading, sentences

_NUMBERING = re.compile(
    r"^\s*(?:第[一二三四五六七八九十\d]+[条项款]|第[一二三四五六七八九十][,、]|[一二三四五六七八九十\d]{1,3}[、.)]|[(][一二三四五六七八九十\d]+[)]|[①-⑳])\s*(?:[(][^)]{2,10}[)])?"
)

_SUM = re.compile(
    r"(?:人民币)?(?:[¥]\s*\d[\d,]*(?:\.\d+)?|\d[\d,]*(?:\.\d+)?\s*[万千百]?元)(?:人民币)?整?|(?:[(]?大写[:]?)?[零壹贰叁肆伍陆柒捌玖拾佰仟万圆元角分整正]{3,}"
)

_ACTING = (
    "共同|连带|应|自愿|同意|于|在|一次|支付|付清|付款|赔偿|补偿|给付|偿还|返还|退还|不迟|最迟|承诺|愿意|须|分"
)

_PAYER_ROLE = re.compile(
    r"(?:为|是|系)(?:付款人|支付方|付款方|付款义务人|给付方|支付人)|(?:付款|支付|给付)(?:义务)?[人方](?:为|是|系|:)|[\u4e00-\u9fa5]{2,24}付,[\u4e00-\u9fa5]{2,24}收"
)

_PAYEE_ROLE = re.compile(
    r"(?:为|是|系)(?:收款人|收取方|收款方|受领人|权利人|收取人)|(?:收款|收取|受领)[人方](?:为|是|系|:)\s*[\u4e00-\u9fa5]|,[\u4e00-\u9fa5]{2,24}收(?=,|。|$)"
)

_TOWARDS = re.compile(r"(?:向|给|对)(?!法院|人民法院)[^,。;:]{2,20}$")

_ADVERBS = re.compile(
    r"(?:最迟|最晚|不晚于|不迟于)(?:于|在)?|(?:自|从)?[^,。;:]{1,14}(?:至|到)[^,。;:]{1,14}止|(?:于|在|自|从)[^,。;:]{1,24}?(?:前|内|日|时|起|后)(?:之?前|以前|内)?|\d{4}年\d{1,2}月(?:\d{1,2}[日号])?(?:之?前|底前?)?|[\d一二三五七十]+个?(?:工作)?[日天月]之?内|一次性|自愿|同意|承诺|应当|应|须|需|负责|愿意|先行|全额|全部|尽快|尽早|立即|分[一二三四五六七八九十\d]+[期次]|每(?:个)?[月年季周](?:的)?(?:\d{1,2}[日号])?之?前?|\d{1,2}月\d{1,2}[日号](?:之?前)?|\d{1,2}[日号]之?前|每[人户]|各自?|由|今天|当场"
)

_NOUN = re.compile(
    r"(?:各项|全部|剩余|拖欠的?|相应的?|一次性)?[^,。;的]{0,6}?(?:赔偿|补偿|经济|精神|死亡|伤残|丧葬|抚恤|抚慰|医疗|医药|误工|护理|营养|交通|住院|抚养|赡养|扶养|生活|物业|维修|修理|修复|装修|违约|保证|工伤|慰问|补助|劳务|劳动|加班|安置|拆迁|征地|承包|转让|分手|彩礼|工程|购房|房|租|押|定|借|欠|货|本|损害|财产|车辆|停运)*(?:费用?|款项?|金|报酬|工资|损失|租|钱).*$|彩礼.*$|一共.*$|共.*$|合计.*$"
)

_THING = re.compile(
    r"款|费|金额|总额|损失|工资|报酬|上述|以上|该|此|双方|各方|协商|约定|方式|转账|现金|期$|余|共计|合计|赔偿|补偿|时限|期限|地点|办法|安排|一致|确认|经|之日|\d|部分|价|尚|未|拖欠|押金|出来|出去|清"
)

_SOMEBODY = re.compile(
    r"(?:[人者方户家员工师生长父母子女儿妹弟哥姐妻夫叔婶伯奶爷嫂娘爹妈爸孩某主]|公司|厂|[商饭酒药超]?店|医院|卫生院|学校|小学|中学|社|组|村|部|中心|委员会|商行|场|站|所|局|行|队|馆|院)(?:[(][^)]*[)])?$"
)

_BY = re.compile("(?<![为理事缘自])由")

_NEAR = re.compile(
    r"(?!夫妻|家庭|所欠工|拖欠|欠)(?![^,。;、费款金]{0,6}?工[资程伤钱作费期])[^,。;、费款金]{1,7}?(?:[人者方户家员工师生长父母亲子女儿妹弟哥姐妻夫叔婶伯奶爷嫂娘爹妈爸孩某主]|公司|厂|店|院|学校|社|组|村|中心|商行)(?![员身])"
)

_STEM = re.compile(
    r"支付|赔偿|补偿|给付|偿还|归还|返还|退[还回]|付[清给款]|赔付|结清|还[清款]|补[发足交贴缴]|发放|抵扣|交清|分给|转[给到至入账]|打[到给入]|汇[入至到给款]|交[给纳到至]|存[到入进]|."
)

_CARRIES = re.compile("(?:转|打|汇|存|充|退|交|发|付|补|还)(?:给|到|至|入|回|进)|发放")

_DUES = ("补交", "补缴", "交清", "交纳")

_MODIFIER = re.compile(r"(?:多|少|预|未|应|已|所|拖|错|重复)(?:收|付|欠|交|扣|缴)[^,。;\d的]{0,4}的")

_REPAYS = re.compile(r"还|付清|支付|给付|(?<![预垫])付(?!款方)")

_OWES = re.compile(r"(?<!拖)欠(?:下|着|了)?([\u4e00-\u9fa5]{2,4}?)(?=借款|货款|本金|劳务|工程|人民币|钱|\d)")

_DEBTOR_NAMED = re.compile("(?:赔偿|补偿|付款|给付)(?:义务|责任)?[人方]")
_DEBTOR = re.compile(
    r"(?:^|[。;])[^,。;、]{2,24}?(?:承认|确认|认可|尚|还|共|仍)*(?<!拖)欠(?!条|款|薪|工资|租|费)"
)

_GOES_ON = re.compile(r"另|并|再|同时|还|且|按(?!期|时)|照")

_INTRODUCED = re.compile(r"^[^:,。;]{0,10}:")

_HEAD = re.compile(r"[于应为在将把须需负当,(]|\d")

_EACH_GETS = re.compile("[每各逐](?:户|人|家|名)(?:补偿|赔|发|付|退)")

_GETS = re.compile(r"获$|应得|应分得|分得|收取|领取|获得|归(?!还)")

_TO = re.compile(
    r"(?:向|给|赔|还|补|退|汇入|汇至|汇到|打入|打到|打给|转入|转至|转到|转给|转回|充到|充入|退到|退回|存入|存到|付至|付到|交到|交至|交纳到|付给|支付给|交给|赔偿给?|补偿给?|支付|给付|偿还|归还|返还|退还|退给|还给|欠|分给|送到)(?:了|过)?[^,。;\d由]{0,2}$"
)

_TAKES = re.compile(
    r"^[^,。;被]{0,4}被(?:拖)?欠|^(?:可得|应得|应分得|有权取得|(?:同意)?接受(?!调解)|应当?收到?|可以?收到|得到|受领)|^(?:[(][^)]*[)])?(?:已经?)?(?:当场|当面|确认|点清)?(?:收到|收讫|收下|签收|收款|领取|打收条|写收条|出具收)"
)

_TOLD_LATER = re.compile(
    r"由[^,。;]{1,6}的一方[^,。;]{0,2}(?:领|收款)|(?:由|是)(?:谁|哪一?[个位方人])[^,。;]{0,6}(?:收|领|得)|(?:[收领]款的?人|归谁|付给谁|给谁|归自己|分配|各分|每个?人(?:拿|得|分)|款项?归谁)[^。]{0,24}(?:争执(?:中|不下)|各执一词|没有?(?:说|商|谈)定|未(?:定|谈拢)|尚未(?:谈|商|确)|(?:以后|日后|再)(?:商|议|说|定)|以后再|待定|再告知)|(?:给|付给|交给|交与|付与|向)[^,。;]{0,4}(?:有权[^,。;]{0,8}的人|应(?:收|得)[^,。;]{1,4}的(?:人|方)|(?:相关|有关|相应)(?:人员|方|权利人))|(?:收款人|收款方|收款账户)[^,。;]{0,8}(?:另行|再行?|待|以后|之后)[^,。;]{0,4}(?:定|告|指|通知|提供)"
)

_BY_WHOM = re.compile(
    r"由(?!谁|其中|此|各方|双方)[^,。;的]{2,12}?(?=于|在|一次|以|用|通过|向|转|付|支付|赔|退|汇|直接|负责)"
)

_ENTITLED = re.compile(r"应(?:获|得)|应获得|所得|获赔|得到|受偿")

_UNKNOWN = re.compile(
    r"由(?:[^,。;]{1,6}的(?:一方|那方|人)|(?:相关|有关|实际)?(?P<role>责任方|过错方|责任人|致害方)|(?:其中|儿子|子女|兄弟|某)[^,。;方]{0,2}一方|有关(?:人员|方))(?=于|在|一次|负责|支付|赔|出|承担|付)"
)

_OFTEN = 2

_LOST = re.compile("..(?:损失|费|款|金|钱)")

_ONES = re.compile(
    r"^(?:他|她|其|本人|对方|各自|各人|彼此|各户|各家|(?:[\d一二两三四五六七八九十]+|各|全体|每)(?:名|位|个)?(?:户|人|家|工友|工人))"
)
"""People who were told before (转到他们各自名下的银行卡, 补偿23户)."""

_HIS_ACCOUNT = re.compile(
    r"^(?:[(][^)]*[)])?(?:本人|名下|指定)?的?[^,。;]{0,10}(?:账户|账号|帐户|卡|存折|微信|支付宝)"
)


def names_payer(reading: Reading, payment: Payment) -> bool:
    """Return whether *payment* says who pays."""
    text = payment.main
    people, paid = reading.parties_in(text), _paid(reading, text)
    if _DEBTOR.search(text) or _PAYER_ROLE.search(text):
        return True
    own = _own(text)
    if _nobody_in_particular(reading, own):
        return False
    if not _paid(reading, own):
        own = text
    if (
        _BY_WHOM.search(own)
        or len(reading.parties_in(own)) > 1
        or re.search(r"双方(?:互(?!不)|各)|各自承担|互相", text)
    ):
        return True
    told = [(sentence, verb) for sentence in sentences(text) for verb in PAY.finditer(sentence)]
    if any(_subject(sentence[: verb.start()], paid) for sentence, verb in told):
        return True
    if any(
        _GOES_ON.match(part) and part in text and _pays(_HEAD.split(_INTRODUCED.sub("", before))[0], paid)
        for clause in payment.clauses
        for before, part in pairwise(sentences(clause.main))
    ):
        return True
    acting = [name for name in people if not _only_owns(name, text)]
    return bool(acting) and not paid and not _ENTITLED.search(own)


def _only_owns(name: str, text: str) -> bool:
    """Return whether *name* stands in *text* only as whose sum it is (申请人的庄稼损失款)."""
    return not re.search(
        rf"{re.escape(name)}(?!的[^,。;]{{0,10}}(?:款|费|损失|金|工资|租|钱|账户|账号|卡))", text
    )


def _nobody_in_particular(reading: Reading, text: str) -> bool:
    """Return whether *text* lets somebody pay whom the draft tells nowhere (由责任方赔偿)."""
    unknown = _UNKNOWN.search(text)
    role = unknown and unknown["role"]
    return bool(unknown) and not (role and re.search(rf"(?:为|是|系|[(:\"]){role}|{role}[:(]", reading.whole))


def _own(text: str) -> str:
    """Return the sentences of *text* that promise the sum, or, where it is told apart, that name it."""
    told = [part for part in sentences(text) if not settles(part)]
    core = [part for part in told if distinct(part) and PAY.search(part)]
    return "。".join(core or (part for part in told if distinct(part) or PAY.search(part)))


def names_payee(reading: Reading, payment: Payment) -> bool:
    """Return whether *payment* says who is paid."""
    text = payment.main
    if _TOLD_LATER.search(reading.whole):
        return False
    if _PAYEE_ROLE.search(text):
        return True
    text = _one_payer(reading, _one_side(reading, _PAYER_ROLE.sub("", text)))
    own = _own(text)
    payer = set(reading.parties_in(own)) - _paid(reading, own)
    if (
        len(reading.parties_in(own if payer else text)) > 1
        or re.search(r"双方(?:互(?!不)|各)|互相", text)
        or _paid(reading, text)
    ):
        return True
    if _REPAYS.search(text) and _creditor_told(reading):
        return True
    return any(_object(reading, sentence, verb) for sentence, verb in _verbs(text))


def _one_side(reading: Reading, text: str) -> str:
    """Return *text* with names that stand together, joined or one explaining the other, as one (乙方、丙方共同支付)."""
    known = [re.escape(name) for name in sorted(reading.names, key=len, reverse=True) if len(name) > 1]
    if not known:
        return text
    names = "|".join(known)
    roles = "|".join(map(re.escape, ROLES))
    text = re.sub(rf"({roles})(?:{names})", r"\1", text)
    return re.sub(rf"({names})(?:[、和及与](?:{names}))+(?=[^,。;给向]{{0,4}}(?:{_ACTING}))", r"\1", text)


def _one_payer(reading: Reading, text: str) -> str:
    """Return *text* with everybody who is said to pay by turns as one (由甲支付5600元,由乙支付3800元)."""
    known = [re.escape(name) for name in sorted(reading.names, key=len, reverse=True) if len(name) > 1]
    names = "|".join(known)
    payers = (
        re.findall(rf"由({names})(?=[^,。;给向]{{0,8}}(?:支付|给付|赔偿|承担|负担|补偿|付))", text)
        if known
        else []
    )
    for name in payers[1:]:
        text = text.replace(f"由{name}", f"由{payers[0]}")
    return text


def _creditor_told(reading: Reading) -> bool:
    """Return whether the draft says to whom somebody owes: 管某欠祝某借款本金."""
    return any(starts_with_surname(match[1]) for match in _OWES.finditer(reading.whole))


def _verbs(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for sentence in sentences(text):
        for place, verb in enumerate(PAY.finditer(sentence)):
            if not place or _CARRIES.match(verb[0]):
                yield sentence, verb


def _paid(reading: Reading, text: str) -> frozenset[str]:
    """Return the known names that stand in *text* where the receiver stands."""
    return frozenset(
        name
        for name in reading.names
        for match in re.finditer(re.escape(name), text)
        if _receives(text[: match.start()], text[match.end() :])
    )


def _receives(before: str, after: str) -> bool:
    owns = _HIS_ACCOUNT.match(after) and re.search(r"[入至到给付向]$", before)
    return bool(_TO.search(before) or _TAKES.match(after) or owns)


def _subject(before: str, paid: frozenset[str]) -> bool:
    """Return whether the words before a verb of payment name somebody who pays."""
    if _GETS.search(before):
        return False
    told = re.sub(r"[(][^()]*[)]", "", before)
    rest = _SUM.sub("0元", _ADVERBS.sub("", _BY.sub(",", _TOWARDS.sub("", _NUMBERING.sub("", told)))))
    parts = [
        re.sub(r"[(][^)]*[)]", "", re.split("把|将|以|用|通过", part)[0])
        for part in re.split(r"[,:、]", rest)
    ]
    return any(_pays(part, paid) for part in parts if not PAY.search(part))


def _known_by_name(reading: Reading, text: str) -> bool:
    """Return whether *text* begins like a person's name, and not with a thing that was lost (鱼苗损失)."""
    thing = _LOST.match(text) and reading.whole.count(text[:2]) < _OFTEN
    return starts_with_surname(text) and not thing


def _pays(part: str, paid: frozenset[str]) -> bool:
    if any(part.startswith(name) for name in paid) or re.match(r"为|因|就|对|关于|鉴于", part):
        return False
    acts = starts_with_surname(part) and not re.search(r"\d|^...?的|(?:损失|费用?|款|金|租)$", part)
    thing = _THING.search(_DEBTOR_NAMED.sub("", part.replace("消费", ""))) or re.search(
        "[金费款钱息资额]$", part
    )
    return acts or (len(part) > 1 and not thing)


def _object(reading: Reading, sentence: str, verb: re.Match[str]) -> bool:
    """Return whether a sentence names, before or after the verb of payment, to whom it is paid."""
    if _GETS.search(sentence) or _EACH_GETS.search(sentence) or _TOWARDS.search(sentence[: verb.start()]):
        return True
    stem = _STEM.match(verb[0])
    rest = sentence[verb.start() + (stem.end() if stem else 1) :].lstrip("给到至入")
    if verb[0] in _DUES:
        return True
    if rest.startswith(("后", "以后", "完", "时", "之")):
        return False
    rest = re.sub("^(?:夫妻|家庭)共同", "", _MODIFIER.sub("", rest))
    after = re.split(r"人民币|[¥\d,:]|[零壹贰叁肆伍陆柒捌玖拾佰仟]", rest)[0].replace("消费者", "某某")
    name = _NOUN.sub("", after)
    known = (len(name) > 1 and name in reading.roll) or _ONES.match(rest)
    return bool(known) or _known_by_name(reading, after) or bool(_SOMEBODY.search(name) or _NEAR.match(after))
