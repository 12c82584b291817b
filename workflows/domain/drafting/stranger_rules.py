"""Rules on strangers: who stands neither at the head nor at the foot gets no duty here and loses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.memory import remembered
from workflows.domain.drafting.names import SURNAMES, owners, starts_with_surname
from workflows.domain.drafting.outsiders import decided_over, is_ward
from workflows.domain.drafting.reading import ROLES, Reading, places, sentences
from workflows.domain.drafting.roll import entries
from workflows.domain.drafting.stranger_words import KIN, OVER_THEIR_HEADS

_NAMED = re.compile(
    rf"{KIN}(?P<name>[\u4e00-\u9fa5]{{2,4}}?)(?=[应须需负于在每自同承付支偿归代替不从按把将拆搬腾让交家名所承经租借寄拥享共那个的之、也(])"
)
_HOLDS = re.compile(
    r"(?:(?<=[在将把用从以,:])|^)(?P<name>[\u4e00-\u9fa5]{2,3})(?=(?:承包|租种|名下|经营|所有)的)|(?:由|用)(?P<name2>[\u4e00-\u9fa5]{2,3})(?=代[甲乙丙][^,。;]{0,4}(?:偿|付|还))"
)
_SPEAKS_FOR = re.compile(
    r"(?:代(?!表人|理)|替|代表)(?P<name>[\u4e00-\u9fa5]{2,3}?)(?=表示|同意|放弃|承诺|答应)"
)
_ACCOUNT_OF = re.compile(
    rf"[汇转打付存][账款]?(?:入|至|到|给)[^,。;]{{0,10}}?(?:的|之|其){KIN}(?P<name>[\u4e00-\u9fa5]{{2,3}}?)(?=[的在(]|名下|账|卡|微信)"
    rf"|[汇转打付存][账款]?(?:入|至|到|给)(?:[甲乙丙丁]方|被?申请人|[\u4e00-\u9fa5]{{2,3}})(?:的|之)?{KIN}(?P<plain>[\u4e00-\u9fa5]{{2,3}}?)(?=的|名下|账|卡|微信)"
)
"""Somebody who takes no part is answered for, or paid in the place of the one to whom the money belongs."""
_DUTY = re.compile(
    r"\s*(?:[(][^)]*[)])?(?:(?:、[\u4e00-\u9fa5]{2,4})?(?:也|各自|均|都)|个人(?:补偿|赔偿?|付|出|另)|应当?|必?须|需|负责|承担|支付|偿还|归还|每[月年]|不得|不再|拆|搬|腾|让出|交出|按月|(?:于|在)[^,。;]{2,14}[前内日底][^,。;]{0,10}(?:付|还|拆|搬|交|腾|赔)|代[^,。;]{1,4}(?:偿|付|还)|从[^,。;]{1,6}扣)"
)
_KIN_OWES = re.compile(
    rf"(?:[甲乙丙丁]方|申请人|[\u4e00-\u9fa5]{{2,3}})[的之](?P<kin>{KIN})[^,。;、]{{0,8}}?(?:也|则|另|应当?|须|负责|同意|自愿|每[月年]|替|代|于\d[^,。;]{{2,12}})+[^,。;]{{0,12}}(?:付|赔|还|承担|拿出|让出|搬)"
)
_OTHERS_TOO = re.compile(
    r"(?:^|(?<=[,:)]))(?P<whose>[^,。;:]{2,24}?)的[^,。;的]{0,6}(?:伤|损失|工资|工钱|份额|押金|医药费|货款|补偿),?(?:也|亦|同样|一并)"
)
_SOMEBODY = re.compile(
    rf"(?:^|[的与和及、]){KIN}|{KIN}(?=[\u4e00-\u9fa5]{{2,3}}$|\d+[室号]$)|老[\u4e00-\u9fa5]$|[一二两三四五六七八九十\d][人户家]$"
)
"""Whose loss or wages are dealt with too (老李的伤也..., 邻居303室的损失也...)."""
_WILLING = re.compile(r"到场|签[名字]|在场|书面|授权|委托")
_FAMILY = re.compile(
    r"(?:^|(?<=[,:、里的和与及]))(?P<family>[\u4e00-\u9fa5])家(?=(?:的)?[^,。;的]{0,2}(?:损失|房|地|田|墙|树|院|沟|车库)|(?:今后|也|均|都)*(?:不得|应|须))"
)
_NO_FAMILY = frozenset("公国全农商东管家华大")
"""Signs that are surnames, with which other words are made (农家, 管家)."""
_WITH_DUTY = re.compile(r"(?P<soon>(?:今后|以后|此后|日后|也|均|都|本人|个人)*)(?=不得|不准|应当?|须|负责)")
_OWN = re.compile(
    r"\s*(?:[(][^)]*[)])?(?:家|个人)?(?:名下|所有|承包|停在|放在|家|经营|租|借给|寄|拥有|享有|共[有用养]|合养|那[份半]|的)(?!意见|要求|说法|账[户号]|银行|卡|抚养|赡养|病|伤|学)"
)
_WAIVED = re.compile(r"不再主张|放弃|免除|作废")
_DISPOSED = re.compile(
    r"归[^,。;]{1,8}(?:所有|使用|住|处|$|[,。;])|退让|[内外]移|分掉|[平均瓜]分|归[^,。;]{1,6}(?:一家|独[用占])|领走|代领|押(?!金)|抵|处置|担保|转让|出售|变卖|拆[除去]|占用|过户|赠与|让出|放弃|腾|改|穿过|挖|取土|免除|不再主张|勾销|扣|交(?:给|由)|借给|使用|堆放|收回|砍|封|住"
)
_BODY = (
    r"[\u4e00-\u9fa5]{0,14}?"
    r"(?:公司|合作社|银行|信用社|保险|医院|学校|工厂|村委会|村民委员会|居民委员会|村集体|村民小组|居委会|债权人|抵押权人)"
)
_BODY_DUTY = re.compile(
    rf"(?:^|(?<=[,:、])|(?<=[元款费金)]由))\s*(?:[(]?[一二三四五六七八九十\d]+[)、.]\s*)?(?:由|并由|则)?(?P<body>{_BODY})(?:今后|以后|此后|日后|也|均|都|于[^,。;]{{2,14}}前)*(?P<act>应当?|须|必须|要(?!求|是)|得(?=[在把将])|[替代][^,。;]{{1,6}}[垫付还]|不得|不再|放弃|免除|承担|负责赔|赔偿|支付|垫付|返还|将[^,。;]{{2,16}}(?:转|付|退|还)|从其?[^,。;]{{2,20}}(?:付|赔|支|扣))"
)
_PAYS = re.compile(r"付|赔|垫|从")
"""A body that only looks on may have its work told, not pay."""
_OFFICE = re.compile(
    r"法院|调解|派出所|公安|政府|司法|登记|民政|交警|双方|各方|对方|本案|物业|甲|乙|丙|丁|任何|一方|如果?|若|因|与|向|给|到"
)
_CONSENT = re.compile(
    r"同意|到场|参加|签[名字](?!之?[日时后])|承诺|书面|自愿|加入|委托|授权|作为第三人|知情|确认|保证人|担保人|代收|户名|收款"
)
_BY_PARTIES = re.compile(r"(?:[双各]方|[甲乙丙]方|被?申请人|两家)(?:均|都|一致)?同意")
_SENT_NOBODY = re.compile(
    r"(?P<kind>保险公司|公司|村委会|合作社|学校|单位|厂)[^,。;]{0,8}(?:没有?|未)(?:有?派[人员]|派代表|到场|参加|出席)"
)
_SPELT = {"保险公司": "保险[^,。;]{0,10}公司"}
_ANOTHER_ONE = re.compile(r"还有|另有|嫁|没有?回|未到|没有?来|务工|去世|病故")
"""A line that begins to tell the facts is no line of the head."""
_PERSONAL = re.compile(r"住|身份|代码|代表|代理|电话|[男女],|生[,。;]|监护|经营者|负责")
_NO_SIGN = frozenset("由归给被把将从向与及在是的费款")
"""No given name has these (护工|费由母亲)."""
_ADVERBS = "均都也各亦则应须"
"""What stands right behind a name may look like its last sign (顾示均应)."""
_PAIR, _HEAD = 2, 40
_FACTS = re.compile(
    r"纠纷[^,。;\n]{0,8}(?:事实|情况|经过)|事实|经过|起因|案由|鉴于|\n(?=[^\n:]{0,16}\d{4}年[^\n]{12})"
)


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield the sentence that lays a duty on a stranger or disposes of what is his."""
    known = _known(reading) if len(entries(reading)) >= _PAIR else _before_facts(reading)
    for clause in reading.clauses:
        for part in sentences(clause.text):
            touched = known and (
                _touches_person(reading, part, known)
                or _binds_body(reading, part, known)
                or _binds_absent_body(reading, part, known)
                or _stands_in(reading, part, known)
                or _binds_kin(part, known)
                or _draws_in(reading, part)
                or _binds_family(part, known)
                or decided_over(part, reading, known)
            )
            signs = part.partition(":")[0] in reading.called
            if touched or (OVER_THEIR_HEADS.search(part) and not signs):
                yield found("third-party-rights", clause.where, part)
                return


def _known(reading: Reading) -> str:
    """Return the words of the head and of the foot: whoever stands in them takes part."""
    told = entries(reading)
    said = (line for entry in told for line in re.split(r"[\n。]", entry.whole))
    lines = [line for line in said if _PERSONAL.search(line) and not _ANOTHER_ONE.search(line)]
    head = "\n".join((*lines, *(entry.name + entry.role for entry in told)))
    foot = reading.text[reading.text.rfind("。") + 1 :]
    called = (
        word for word in reading.called.values() if word not in ROLES or word in reading.preamble + foot
    )
    return "\n".join((head, foot, *called, *reading.labels))


def _before_facts(reading: Reading) -> str:
    """Return the words before the facts and those of the foot, where the head tells its parties in no known form."""
    head = _FACTS.split(reading.preamble, maxsplit=1)[0]
    return f"{head}\n{reading.text[reading.text.rfind('。') + 1 :]}" if len(head) > _HEAD else ""


def _touches_person(reading: Reading, part: str, known: str) -> bool:
    for name, end in _strangers(reading, part, known):
        rest = part[end:]
        owned = _OWN.match(rest) and _DISPOSED.search(part)
        if (owned or _DUTY.match(rest)) and not _consents(reading, name):
            return True
    return False


def _stands_in(reading: Reading, part: str, known: str) -> bool:
    """Return whether *part* answers for somebody, or pays somebody, who takes no part."""
    told = [match["name"] for match in _SPEAKS_FOR.finditer(part)]
    told += [match["name"] or match["plain"] for match in _ACCOUNT_OF.finditer(part)]
    return any(
        starts_with_surname(name) and name not in known and not _consents(reading, name) for name in told
    )


def _binds_kin(part: str, known: str) -> bool:
    """Return whether *part* lays a duty on somebody's wife or brother who is told at the head as nobody."""
    match = _KIN_OWES.search(part)
    if not match or _WILLING.search(part) or match["kin"] in ("子女", "股东", "员工", "司机"):
        return False
    return not re.search(rf"[之的系,][^,。;\n]{{0,4}}{match['kin'][0]}", known)


def _draws_in(reading: Reading, part: str) -> bool:
    """Return whether *part* deals along with the dispute with what is somebody else's."""
    match = _OTHERS_TOO.search(part)
    whose = match["whose"] if match else ""
    if not _SOMEBODY.search(whose) or _CONSENT.search(_BY_PARTIES.sub("", part)):
        return False
    return not any(name in whose and len(name) > 1 and whose.endswith(name) for name in reading.called)


def _binds_family(part: str, known: str) -> bool:
    """Return whether *part* disposes of what a family has (吴家的损失) of which nobody takes part."""
    told = (match["family"] for match in _FAMILY.finditer(part))
    return any(sign in SURNAMES - _NO_FAMILY and sign not in known for sign in told)


def _strangers(reading: Reading, part: str, known: str) -> Iterator[tuple[str, int]]:
    """Yield the persons named in *part* who take no part, and where the words on them go on."""
    found_at = {
        match.end(): next(filter(None, match.groups()))
        for match in (*_NAMED.finditer(part), *_HOLDS.finditer(part))
    }
    found_at |= {end: name for name, end in owners(part) if _DISPOSED.search(part)}
    for name in reading.persons:
        own = part.find(f"{name}的")
        if own >= 0 and _WAIVED.search(part, own) and re.search(f"{KIN}{re.escape(name)}", reading.text):
            found_at.setdefault(own + len(name), name)
    for name in reading.persons if _WITH_DUTY.search(part) else ():
        at = part.find(name)
        bound = _WITH_DUTY.match(part, at + len(name)) if at >= 0 else None
        if bound:
            found_at.setdefault(bound.end(), name)
    for end, name in found_at.items():
        if (
            starts_with_surname(name)
            and name[0] != "家"
            and not _NO_SIGN & set(name[1:])
            and name.rstrip(_ADVERBS) not in known
            and not is_ward(reading, name)
        ):
            yield name, end


def _consents(reading: Reading, name: str) -> bool:
    near = (
        reading.text[max(0, at - 8) : at + len(name) + 24].split("。")[0] for at in places(reading.text, name)
    )
    return any(
        _CONSENT.search(_BY_PARTIES.sub("", words))
        and not re.search(r"(?:没有?|未|不|无[需须])[^,。;]{0,8}(?:同意|到场|参加|签|知情|授权|委托)", words)
        for words in near
    )


def _binds_body(reading: Reading, part: str, known: str) -> bool:
    match = _BODY_DUTY.search(part)
    if not match or _OFFICE.search(
        match["body"].replace("物业", "") if _PAYS.search(match["act"]) else match["body"]
    ):
        return False
    bearer = re.split(r"[由及和与]", match["body"])[-1]
    body = re.sub(r"^(?:该|本|其|并|则|应|再|另)", "", bearer)
    return not (_is_known(body, known) or _consents(reading, match["body"]))


def _binds_absent_body(reading: Reading, part: str, known: str) -> bool:
    """Return whether *part* makes a body pay of which the paper says that it sent nobody."""
    return any(
        re.search(rf"由[^,。;]{{0,20}}{_SPELT.get(kind, kind)}[^。;]*(?:赔付|赔偿|支付|付给|承担|退)", part)
        and kind not in known
        for kind in _absent_bodies(reading)
    )


@remembered
def _absent_bodies(reading: Reading) -> frozenset[str]:
    return frozenset(match["kind"] for match in _SENT_NOBODY.finditer(reading.told))


def _is_known(body: str, known: str) -> bool:
    """Return whether the body, or one of its kind that may be called so, stands at the head or the foot."""
    kind = re.search(
        r"公司|合作社|银行|信用社|保险|医院|学校|工厂|村委会|村民委员会|居民委员会|村集体|村民小组|居委会|权人",
        body,
    )
    if body in known or kind is None:
        return True
    bare = body[: kind.start()]
    return kind[0] in known and (not bare or bare[-2:] in known)
