"""Rules on persons: parties named, wards represented, signatures in the form the dispute asks, strangers left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.capacity import years_between
from workflows.domain.case import Party, PartyKind
from workflows.domain.drafting.clauses import settles, tells_absence, threatens
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.names import is_word, starts_with_surname
from workflows.domain.drafting.reading import ROLES, Reading, sentences

WRITTEN = frozenset({"labour", "medical", "land_contract"})
STATUS = frozenset({"marriage_family", "inheritance", "support"})
_WRITTEN_WORDS = re.compile(r"劳动(?!节)|工资|工伤|医疗纠纷|医患|医方|患方|患者|诊所|诊疗|土地承包|承包地")
_STATUS_WORDS = re.compile(r"婚姻|离婚|婚约|收养|继承|遗产|遗嘱")
_STATUS_KINDS = re.compile(
    r"养老钱|养老费|抚养|赡养|扶养|探望|(?:长子|次子|女儿|儿子|子女|父亲|母亲|父母|老人)[^。]{0,80}生活费"
)
_ELECTRONIC = re.compile(
    r"刷脸|人脸(?:识别|核验)|点击确认|电子签约|电子(?:签名|签章|印章|签字|签署|方式签)|(?:线上|在线|网上|扫码|远程|小程序|手机|微信|平台)[^,。;到回来赴]{0,6}签(?:[名字署订]|(?=[,。;]|$))"
)
_NOT_ELECTRONIC = re.compile(
    r"(?:不|非|禁止|无法|没有?|未)[^,。;]{0,14}(?:电子|线上|在线|网上|扫码|远程|手机|微信|平台)"
)
_GENERAL_AGENT = re.compile(r"一般(?:代理|授权)|普通授权|仅(?:限|代为)[^,。;]{0,12}(?:陈述|出席|到场)")
_ORAL = re.compile(
    r"口头[^,。;]{0,8}(?:协议|形式|达成)|(?:双方|各方|以|仅|只)[^,。;]{0,6}口头[^,。;]{0,8}(?:说好|约定|商定|答应)(?![^,。;]{0,4}(?:工资|每月|月|日薪|租|利息))|不[^,。;]{0,6}(?:写|签|制作|形成|订立)[^,。;]{0,6}(?:协议|书面|文本)|双方不签[字名]"
)
_PERFORMS = re.compile(
    r"(?<![事理缘])由(?P<who>(?!其(?:自|本)|[上下]表)[^,。;、\s此于各双上该本][^,。;、\s]{1,18}?)(?:依法|自行|自己|用|以|通过|凭|从)?(?:于[^,。;]{1,20}?)?(?:代为|代替|先行|一次性|全额|全部|负责)?(?:支付(?!宝)|[付还交结]清|付给|清偿|偿付|承担|赔偿|偿还|代付|代偿|垫付|赔付|归还|给付|还款)(?!纠纷|争议|一事|事宜|问题)"
)
_OWN = re.compile(
    r"子女|儿女|[两二三四五六][子女]|兄弟|姐妹|人各$|的(?:那?一)[家方]|^[两俩三四五六七八九]人|双方|各方|各自|自己|对方|责任方|违约方|败诉|一方|当事人|义务人|债务人|过错方|保险"
)
_BY_LAW = re.compile(r"财险|保险|基金|社保|医保|父母|法定代理人|监护人")
"""Who pays by law or by an insurance, or is the parents together."""
_KIN = "(?:[父母爸妈儿兄弟姐妹哥嫂妻夫叔伯舅姑姨岳表堂侄甥]|配偶|爱人|亲戚|朋友|同事|老板|邻居|司机)"
_OUTSIDER = re.compile(rf"案外人|第三人|担保人|他人|旁人|^其{_KIN}|(?:方|人|的|之){_KIN}")
_CONSENT = re.compile(
    r"作为第三人|签名同意|签字同意|书面同意|自愿加入|债务加入|自愿承担|已(?:经)?同意|予以同意|(?:作为|系|自愿)[^,。;]{0,6}(?:保证人|担保人)|担保人[^。]{0,12}签|到场|并签[名字]|授权|委托"
)
_FOREIGN = re.compile(
    r"(?:寄存|寄放|代[^,。;]{1,8}保管|代管|托管|寄养)(?:在[^,。;]{1,10})?的[^,。;]{1,14}[^。;]{0,16}(?:归|交|抵|处置|担保|变卖)|(?:事先|事前|并)?(?:未|没有?)(?:经|征得|征求|取得)(?!对方|一方|甲方|乙方|双方|他方)[^,。;]{1,8}(?:的)?(?:同意|许可)(?![^。;]{0,16}不得)|[^,。;]{0,4}之(?:父|母|弟|兄|哥|姐|妹|妻|夫|子|女)[\u4e00-\u9fa5]{2,4}(?:名下|所有)的[^,。;]{1,12}[,]|(?:案外人|他人|第三人(?!签|参加)|邻居|村集体|集体经济组织|国家|其他(?:继承人|共有人|股东|合伙人|兄弟|姐妹|子女|村民|业主|债权人)|全体(?:村民|业主)|(?:未到场|不在场|未参加调解)的?[^,。;]{0,8}|[甲乙丙丁]方(?:的|之)?(?:父|母|哥|弟|姐|妹|妻|丈夫|夫|儿|女|兄|亲|朋)[^,。;]{0,8}(?:所有|名下)|[^,。;]{0,4}(?:哥哥|弟弟|姐姐|妹妹|妻子|丈夫|配偶)名下)[^,。;]{0,24}"
    r"(?:房屋|房产|土地|财产|份额|权利|客车|轿车|货车|车库|道路|通道|林地|林木|宅基地|车辆|汽车|摩托|门面|铺|耕地|承包地|存款|遗产|股权|墙体|债权|公共|利益)"
)
_UNASKED = re.compile(
    r"(?:寄存|寄放|代[^,。;]{1,8}保管|代管|托管)(?:在[^,。;]{1,10})?的[^,。;]{1,14}[^。;]{0,20}(?:归|交|抵|处置|担保|变卖)"
    r"|(?:未|没有?)(?:经|征得|征求|取得)(?!对方|一方|甲方|乙方|双方|他方|其)[^,。;]{2,8}?(?:的)?(?:同意|许可)(?![^。;]{0,16}不得)(?![^。;]*歉)|(?:未|没有?)参加(?:本次|此次|这次)?调解|事后再?(?:向|跟|同)[^,。;]{1,6}(?:说明|解释|打招呼)|(?:无须|无需|不必|不用)(?:再)?通知[\u4e00-\u9fa5]{2,4}$|[\u4e00-\u9fa5]{2,4}本人(?:并?未|没有?)(?:签[名字]|到场|同意)"
    r"|(?:村民|邻居|姑母|姑父|姑姑|舅舅|姨妈|叔叔|伯父|婶婶|堂[兄弟哥姐妹]|表[兄弟哥姐妹]|岳[父母]|侄[子女]|外甥|祖[父母]|朋友|同事|之弟|之兄|之姐|之妹)[\u4e00-\u9fa5]{2,3}(?:承包|名下|所有)?的[^,。;]{0,10}(?:房|屋|地|田|车|存款|存折|塘|林|铺|财产|货)[^。;]{0,24}(?:归|由|划|抵|担保|保管|处分|使用|交)"
)
"""What is another's is given away, or its owner was not asked."""
_BETWEEN = re.compile(r"(?:[双两]方|[两二]人)[^,。;]{0,4}(?:对|就|关于)[^,。;]{0,6}夫妻共同财产")
"""Spouses who say that nothing is left to divide between them dispose of nobody else's."""
_COLLECTIVE = re.compile(
    r"(?:村集体|集体|村委会|村民小组|生产队|[村队]里|第[一二三四五六七八九十\d]+组|案外人|他人)(?:所有)?的[^,。;]{1,14}(?:由|归|给|供|让|划)"
)
_DISPOSES = re.compile(
    r"归|交付|交[甲乙丙]|处置|担保|抵|转让|出售|处分|拆除|占用|过户|赠与|让出|放弃|使用|分割|交付|折价|变卖|无需|不受|扣除|改建|封闭|腾退|收取|收租"
)
_SHARED = re.compile(
    r"(?:夫妻|家庭)?共同?(?:共有|所有)的?[^,。;]{0,8}(?:房|财产|土地|车|存款|门面|铺|份额|宅)|夫妻共同(?:财产|房产|房屋)(?!折价|补偿|分割|的?差价|中的份额|份额)|共有(?:人|房屋|财产|土地|份额)|与[^,。;]{1,10}共有"
)
_OF_OTHERS = re.compile(
    r"从[^,。;]{1,10}(?:的|名下)[^,。;]{0,4}(?:工资|银行)?卡[^,。;]{0,2}(?:扣|划)[^。;]{0,12}无[须需](?:另行)?(?:通知|征得)"
    r"|(?:邻居|案外人|堂[兄弟]|表[兄弟])[\u4e00-\u9fa5]{2,4}(?:承包|所有|名下|借给)[^。;]{0,40}(?:归[^,。;]{2,4}(?:[,。;]|$)|免除|不得再?向)"
)
"""What a person outside has is taken, used up or waived between the parties."""
_FOR_OTHERS = re.compile(
    r"(?:代|替|代表)(?:其|未到场|不在场|案外人|外出|未参加)[^,。;]{0,14}(?:放弃|同意|承诺|签|处分|接受)"
)
_AWAY = re.compile(
    r"(?P<who>[\u4e00-\u9fa5]{2,4}?)(?:(?:在|去)[^,。;()]{1,10}|外出[^,。;()]{0,6})?[,(]?(?:又|也|均|都|本人)?"
    r"(?:(?:没有?(?:人)?|未|不)(?:曾|能)?(?:来(?![拉取交付搬修道接办弄做干处])|到场|到会|出席|露面|在场|参加|知情|委托|授权)|不在家(?!里)|联系不上|失联|未经其?同意|缺席|(?:尚|还|并|仍|毫)?不知(?:情|晓|道?(?=此事|这|本协议|调解|[,。;]|$)))"
)
_AWAY_LATER = re.compile(
    rf"(?:另有|还有|尚有)[^,。;]{{0,4}}?{_KIN}(?P<who>[\u4e00-\u9fa5]{{2,4}}),[^。;]{{0,24}}?(?:没有?|未)(?:来|到场|到会|参加|出席)"
)
_NOT_THERE = re.compile(r"(?:没有?|未)(?:能)?(?:来|到场|到会|参加|出席|打通|联系上|托人)|不在场|缺席|失联")
_WHOEVER = re.compile(r"谁|任何?一方|哪[一方家个]|[满逾超][^,。;]{1,6}(?:日|天|期)")
_LEFT_OUT = re.compile(
    r"(?:没有?|未|不(?:再|必|用|去)?)(?:通知|告知|告诉|征求|问过?|让)[^,。;]{0,6}(?:他|她|其|本人|{kin}|继承人|共有人|股东|合伙人|权利人)|瞒着|蒙在鼓里"
    r"|(?:没有?|未)(?:跟|同|和|与)[^,。;]{1,8}商量|(?:没有?|未)[^,。;]{0,4}同意过|(?:不用|不必|无需|无须)[^,。;]{2,6}(?:点头|答应|同意)|(?:还|并|都)?(?:不晓得|不知道|不知情)(?=[,。;]|$|这|此|本)|未被告知|不(?:得|能|再)?(?:参与|参加)[^,。;]{0,6}(?:分配|分割|继承)".replace(
        "{kin}", _KIN
    )
)
"""Somebody whose right it is was left out by those who agreed."""
_STEPS_BACK = re.compile("不(?:得|能|再)?(?:参与|参加)")
_OF_HEIRS = re.compile(r"继承|遗产|遗留|留下|共有|股|合伙|份额|分[家割配]|名下|所有")
_KIN_BEFORE = re.compile(
    r"^(?:[大二三四小老]?[哥弟姐妹叔伯姑舅姨嫂子儿女]|之|的|其|人)(?=[\u4e00-\u9fa5]{2})"
)
_AGREED = re.compile(
    r"(?<!不)同意(?!过)|不得(?!再?向|再?(?:主张|要求|行使))|不影响|不损害|签[名字]|征得|承诺书|声明|自愿放弃|依法|已(?:经)?[^,。;]{0,6}(?:分割|处理)完毕"
)
_LACKS_AUTHORITY = re.compile(
    r"(?:没有?|未(?!经)|无)(?:出具|提交|出示|取得|办理|补交|书面|任何|正式|带|携带|提供|持)*[^,。;]{0,10}(?:授权委托书?|授权书|委托书|(?:委托|授权)(?:手续|材料|文件|证明|凭证)|书面授权|书面委托)|(?:授权|委托)(?:手续|书|委托书|材料)?[^,。;]{0,6}(?:(?:以|日|之|事|过|随|稍)后|回头|改[日天]|下次|尚未|还没|待|再)[^,。;]{0,4}(?:补|交|办)|(?:只有?|仅)[^,。;]{0,6}口头(?:同意|授权|委托|答应)"
    r"|代[^。;]{0,24}(?:以后|日后|之后|事后|过后|随后)[^,。;]{0,6}补[^,。;]{0,6}(?:手续|委托|授权)"
)
_SIGNS_FOR = re.compile(
    r"(?:代(?!表|理)|替)[^,。;]{1,5}(?:签订|签署|签[名字]|捺印)|代(?:为|其)?(?:签订|签署|签[名字])"
)
_ENTITLED = re.compile(r"授权|委托|监护|法定代理|(?:其|之)?(?:父|母)|代表人|负责人|笔录|不会写字|不识字")
_NO_SIGNATURE = re.compile(
    r"(?:不用|无需|不必|不需要?|无须|免|没有?|未)(?:再|书面|本人|到场|亲自|亲笔|手写|当面|在[^,。;]{1,10}上)*签(?:[名字署]|订)|不要求[^,。;]{0,10}签[名字]|不签[名字](?!的)|口头(?:表示)?(?:同意|答应|认可)[^,。;]{0,4}(?:之日|时|后|之时)|签[名字][与和]否|是否签[名字]|(?:微信|短信|电话|消息|回复|发送|点击|语音)[^。;]{0,20}(?:代替|视为|视同|当[作做]|算作?)[^,。;]{0,4}签[名字署]"
)
_TAKES_HOLD = re.compile(r"(?<![不未能])(?:生效|有?效力|成立|有效|算数|即可|为准|作数)")
_ACTS = re.compile(r"后|开具|凭|转|到|[把将签收]|账户")
_GENERIC = re.compile(r"(?<![外三])(?:人|者|方|户|单位)$")
_ASIDE = re.compile(r"[(][^)]*[)]")
"""What stands in brackets beside a name, or within that of a body."""


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield what the rules on persons find."""
    parties = reading.document.parties
    if parties and len([party for party in parties if party.name]) < max(2, len(parties)):
        yield found("party-missing", "当事人")
    for number, party in enumerate(parties, 1):
        yield from _party(reading, party, f"当事人第{number}行")
    yield from _agents(reading)
    yield from _form(reading)
    yield from _strangers(reading)
    yield from _rights(reading)


def _party(reading: Reading, party: Party, where: str) -> Iterator[AgreementFinding]:
    agent = party.agent
    if party.kind is PartyKind.ORGANISATION and not party.representative and agent is None:
        yield found("representative-missing", where, party.name)
    if _is_minor(reading, party) and (agent is None or not agent.name):
        yield found("guardian-missing", where, party.name)
    if agent is not None and agent.name and agent.special_authority is False:
        yield found("agent-authority", where, agent.name)


def _is_minor(reading: Reading, party: Party) -> bool:
    if party.kind is PartyKind.ORGANISATION:
        return False
    agreed_on = reading.document.agreement.agreed_on
    of_age = reading.capacity.on(agreed_on).full
    if party.birth is not None and agreed_on is not None:
        return years_between(party.birth, agreed_on) < of_age
    return party.age is not None and party.age < of_age


def _agents(reading: Reading) -> Iterator[AgreementFinding]:
    """Look on the roll for agents who may not settle."""
    for line in re.split(r"[\n。;]", reading.text if "代理" in reading.text else reading.roll):
        if _GENERAL_AGENT.search(line) and "特别授权" not in line:
            yield found("agent-authority", "当事人", line.strip())
    for sentence in sentences(reading.text):
        signs_for = _SIGNS_FOR.search(sentence) and not _ENTITLED.search(reading.text)
        if _LACKS_AUTHORITY.search(sentence) or signs_for:
            yield found("agent-authority", "当事人", sentence)


def _form(reading: Reading) -> Iterator[AgreementFinding]:
    document, agreement = reading.document, reading.document.agreement
    kind = f"{document.claim.type} {document.claim.title}"
    named = _STATUS_KINDS.search(kind + reading.whole) or _STATUS_WORDS.search(kind + reading.whole)
    status = document.claim.type in STATUS or named
    if status and (agreement.signature_kind in ("electronic", "电子签名", "电子") or _signed_online(reading)):
        yield found("wet-ink", "签名方式", agreement.signature_kind)
    must = document.claim.type in WRITTEN or _WRITTEN_WORDS.search(kind + reading.text)
    spoken = _ORAL.search(reading.agreed) or re.search(
        "不[^,。;]{0,6}(?:写|签)[^,。;]{0,6}(?:协议|书面|文本)", reading.text
    )
    if must and (agreement.form in ("oral", "口头", "口头协议") or spoken):
        yield found("must-be-written", "协议形式", spoken[0] if spoken else agreement.form)
    if agreement.effective_on is not None and agreement.signed_by_all is False:
        yield found("effective-unsigned", "生效日期", agreement.effective_on.isoformat())
    yield from _unsigned(reading)


def _signed_online(reading: Reading) -> bool:
    """Return whether a phrase says that the paper is signed by electronic means, and does not deny it."""
    phrases = re.split(r"[,。;\n]", reading.whole)
    return any(_ELECTRONIC.search(part) and not _NOT_ELECTRONIC.search(part) for part in phrases)


def _unsigned(reading: Reading) -> Iterator[AgreementFinding]:
    """Look for an agreement that is to hold although nobody signs it."""
    for sentence in sentences(reading.text):
        if _NO_SIGNATURE.search(sentence) and _TAKES_HOLD.search(sentence):
            yield found("effective-unsigned", "签名方式", sentence)
            return


def _strangers(reading: Reading) -> Iterator[AgreementFinding]:
    known = _known(reading)
    for where, row in reading.rows:
        for rule, name in (("stranger-payer", row.payer), ("stranger-payee", row.payee)):
            if name and known and not _is_known(name, known):
                yield found(rule, where, name)
    for clause in reading.clauses:
        for match in _PERFORMS.finditer(clause.text):
            if _is_stranger(reading, match["who"]) and not _CONSENT.search(clause.text):
                yield found("stranger-payer", clause.where, match["who"])


def _is_stranger(reading: Reading, who: str) -> bool:
    """Return whether *who* is neither a party nor a word for one, as far as the draft lets us know."""
    if _BY_LAW.search(who) or any(name in who for name in reading.persons if name in _foot(reading)):
        return False
    if who.startswith("其") and not _OUTSIDER.search(who):
        return False  # 由其按欠款支付: whoever was told just before
    if _OUTSIDER.search(who) and not any(
        name in who for name in reading.called if name not in ROLES and len(name) > 1
    ):
        return True
    if any(name in who for name in reading.called) or _OWN.search(who):
        return False
    if any(name in who for name in reading.names if name not in ROLES and len(name) > 1):
        return False
    if _GENERIC.search(who) or _ACTS.search(who):
        return False  # 经手人, 占用人: whoever of the parties does it
    named = set(reading.called.values()) - set(ROLES) - set(reading.labels)
    uses_roles = any(role in reading.whole for role in ROLES)
    return bool(named or uses_roles) and reading.whole.count(who) == 1


def _foot(reading: Reading) -> str:
    return reading.text[reading.text.rfind("。") + 1 :] + reading.preamble


def _known(reading: Reading) -> set[str]:
    names = {party.name for party in reading.document.parties if party.name}
    names |= {party.agent.name for party in reading.document.parties if party.agent and party.agent.name}
    return (
        names | {party.representative for party in reading.document.parties if party.representative}
        if names
        else set()
    )


def _is_known(name: str, known: set[str]) -> bool:
    roles = r"甲方|乙方|丙方|申请人|被申请人|第三人|双方|各方|各自"
    parts = [part for part in re.split(r"[、,和及与\s]+", _ASIDE.sub("", name)) if part]
    spelt = {word for each in known for word in (each, _ASIDE.sub("", each)) if word}
    return all(
        any(part in each or each in part for each in spelt) or re.search(roles, part) for part in parts
    )


def _rights(reading: Reading) -> Iterator[AgreementFinding]:
    away = _absent(reading)
    for clause in reading.clauses:
        for sentence in sentences(clause.text):
            foreign = _FOREIGN.search(sentence) or _SHARED.search(sentence) or _COLLECTIVE.search(sentence)
            ends = settles(sentence) and _BETWEEN.search(sentence)
            bare = foreign and not ends and _DISPOSES.search(sentence) and not _AGREED.search(sentence)
            own_step = _STEPS_BACK.search(sentence) and reading.parties_in(_STEPS_BACK.split(sentence)[0])
            left_out = (
                not own_step
                and _LEFT_OUT.search(sentence)
                and _OF_HEIRS.search(clause.text + reading.preamble)
            )
            if (
                bare
                or _UNASKED.search(sentence)
                or (_OF_OTHERS.search(sentence) and not _AGREED.search(sentence))
                or (left_out and not _AGREED.search(sentence))
                or (_FOR_OTHERS.search(sentence) and not _LACKS_AUTHORITY.search(sentence))
                or any(name in sentence for name in away)
            ):
                yield found("third-party-rights", clause.where, sentence)
                break


def _absent(reading: Reading) -> frozenset[str]:
    """Return who took no part, as the draft itself says: the words beside the remark, or the name before it."""
    told = f"{reading.preamble}\n{reading.agreed}"
    remarks = [part for part in sentences(told) if tells_absence(part) and not _only_supposes(part)]
    beside = [match["who"] for part in remarks for match in _AWAY.finditer(part)]
    away = [match["who"] for part in remarks for match in _AWAY_LATER.finditer(part)]
    named = [who for who in away if re.search(rf"(?<![另还有]){re.escape(who)}", reading.agreed)]
    before = [_last_named(reading, part) for part in remarks if _NOT_THERE.search(part)]
    told_away = (_KIN_BEFORE.sub("", who) for who in (*beside, *named, *filter(None, before)))
    named_away = (who for who in told_away if not is_word(who))
    return frozenset(who for who in named_away if starts_with_surname(who) or re.search(_KIN, who))


def _only_supposes(part: str) -> bool:
    """Return whether *part* speaks of a paper still lacking, or of whoever may not come (到期还不来的)."""
    return bool(_LACKS_AUTHORITY.search(part)) or (threatens(part) and bool(_WHOEVER.search(part)))


def _last_named(reading: Reading, remark: str) -> str:
    """Return who is named last before *remark* says that somebody was not there, unless an agent came."""
    at = _NOT_THERE.search(remark)
    if at is None or re.search(r"委托(?!他|别)|代理人|代为|监护", remark):
        return ""
    told = {
        remark.rfind(name, 0, at.start()): name
        for name in reading.names
        if name not in ROLES and len(name) > 1
    }
    last = max(told, default=-1)
    return told[last] if last >= 0 else ""
