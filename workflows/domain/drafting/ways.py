"""Ways of payment: how money goes over, and where a draft leaves that open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.drafting.amounts import distinct
from workflows.domain.drafting.clauses import settles
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.payments import payments, speaks_of_money
from workflows.domain.drafting.reading import Reading, sentences
from workflows.domain.drafting.recogniser import seen

_NOWHERE = re.compile(
    r"(?:(?:[付汇转打存](?:至|入|到|给))[^,。;]{0,12}?)?指定的?(?:银行|微信|收款|支付宝)?(?:账户|账号|卡)|[付汇转打存](?:至|入|到|给)[^,。;]{0,12}?提供的(?:银行)?(?:账户|账号|卡)上?|(?:给法|付法|咋给|咋个给|怎么给)[^,。;]{0,6}(?:回头|以后|再说|再议)"
)
_ACCOUNT = re.compile(r"\d{6,}|\d{4} \d{4}|尾号|户名|\*{2,}")
"""A named account that is not told, and a way that is left open, are none."""
_TOLD_LATER = re.compile(
    r"(?:账户|账号|卡号|方式|地点)[^,。;]{0,10}(?:日后|以后|之后|另行|随后|届时|再)[^,。;]{0,6}(?:提供|通知|告知|确定|约定|商|定)"
)
"""An account that is told later is none."""
_METHOD = re.compile(
    r"转账|原路|原(?:支付|付款)?(?:路径|渠道)|同路径|划付|划转|扣划|本票|代发|刷卡|汇款|转至|汇至|汇入|转入|打入|打到|打给|转到|转给|收款码|[行合储社]卡|信用卡(?:账户|内|里|上|中)|存款?单|存入|发至|付至(?=[^,。;]{0,20}(?:卡|账|户|行|微信|支付宝))|发到|存折|工资卡|账户|账号|帐号|帐户|卡号|银行卡|开户行|(?<!账上)(?<!店内)现金(?![^,。;]{0,2}归)|现钱|存到|存进|现款|微信(?!群|通知|告知|告诉|联系|发布|聊天|里说)|支付宝|支票|汇票|(?:当面|当场)(?![^,。;]{0,14}(?:道歉|赔礼|赔个不是|赔不是|认错|致歉|检讨|说明))|代扣|数字人民币|扫码|通过[^,。]{0,16}(?:支付|给付|转|发放)|以[^,。;签章]{0,10}(?:方式|形式)(?!签)"
)
_THING = (
    r"(?:[借欠][条据]|钥匙|执照|证照|证书|公章|印章|手续|资料|原件|账号簿?|账本|账册|车辆|机器|设备|发票)"
)
_HANDED = r"(?:移交|交还|归还|返还|退还|还给|交给|退给|交回|销毁)"
_HANDS_THING = re.compile(
    rf"(?:^|(?<=[,。;\n]))(?![^,。;\n]*(?:转[账入给到至]|汇|现金|微信|支付宝|银行|元))[^,。;\n]*(?:{_THING}[^,。;\n]{{0,12}}{_HANDED}|{_HANDED}[^,。;\n]{{0,8}}{_THING})[^,。;\n]*"
)
"""A thing that is handed over face to face says nothing of how money goes."""
_BLANK_WAY = re.compile(
    r"均?按(?:照)?(?:下列|以下|如下)方式(?:支付|给付|付款|履行)?\s*:?|以[^,。;]{0,6}(?:(?:认可|同意|商定|约定|协商)的|适当的?|合适的?|方便的?)(?:方式|形式)|(?:以|通过|采[用取])?\s*[_＿]{2,}\s*的?(?:方式|形式)|(?:付款|支付|履行)?方式[:为]?\s*[_＿]{2,}"
)
_OPEN_WAY = re.compile(
    r"(?:付款|支付|给付|履行|转账)(?:方式|办法)[^。;]{0,30}(?:以后|日后|另行|再行|再)协?(?:商|定|议|说)|(?:付款|支付)(?:方式|办法)\s*[:为]?\s*(?:[_＿]{2,}|待定|另定|[(][^()]*未(?:勾选|选))"
    r"|(?:怎么|如何|怎样|咋)(?:支?付|给|还|交)(?:法)?[^,。;]{0,8}(?:再|以后|到时|另)|[以按]双方[^,。;]{0,8}(?:认可|方便|商定|同意|接受)的?[^,。;]{0,4}方式|方式\s*[:为]?\s*按期履行"
    r"|(?:账号|卡号)\s*[:为]?\s*(?:[_＿]{3,}|\s{4,}(?=[,。;)]))(?![^。;]*\d{8})|开户行\s*,\s*账号\s*$"
)
"""A way of payment that is left to another day, to a box that nobody ticked, or to an account left blank."""
_BOXES = re.compile(r"(?:方式|办法)[^。;]{0,12}□[^。;]*")
_TICKED = re.compile(r"[☑√✓✔■☒]")
_LENT = re.compile(r"以[^,。;]{0,10}(?:方式|形式)(?:向[^,。;]{1,12})?(?:出借|借给|提供借款|交付借款)")
_IDENTITY = re.compile(r"身份证|信用代码|\d日(?:出)?生")
_TILL = re.compile(r"付[至到][^,。;]{0,30}(?:周岁|成年|独立生活|去世|为止|止)")
_SET_OFF = re.compile(r"抵给|抵偿|抵账|抵债|抵扣|抵销|抵顶|冲抵|折抵|以物抵|从[^,。;]{1,16}(?:扣除|扣)")
_PENALTY = re.compile("违约金|滞纳金|罚款")
_OF_PENALTY = re.compile(
    rf"\s*[(]?(?:第?[一二三四五六七八九十\d]{{1,3}}[条项、.)]\s*)?(?:上述|前述|该)?(?:{_PENALTY.pattern})"
)
"""How a penalty would be paid says nothing of the sum itself."""
_EACH_LATE = re.compile(r"每[迟逾超晚拖]")
"""How that is paid which each day of delay costs is another matter."""
_LEFT_TO_PAY = re.compile(
    r"(?:余款|余额|剩余|剩下|余|差额|实退|实付|还应|尚应|仍应|还要|扣除[^,。;]{1,10}后)[^,。;\d]{0,12}\d|应付[^,。;]{0,24}\d"
)


def missing_way(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield that no way of payment is told, or only one that is left to another day."""
    told = "。".join(filter(speaks_of_money, _of_sums(reading.agreed, reading)))
    open_way = next(filter(_is_open, sentences(reading.promised)), "")
    if open_way and payments(reading):
        yield found("method-missing", payments(reading)[0].where, open_way)
        return
    told = "。".join(part for part in sentences(told) if not _EACH_LATE.search(part))
    set_off = _SET_OFF.search(told) and not _LEFT_TO_PAY.search(told)
    if reading.at_once or set_off:
        return
    others = _of_sums(reading.promised, reading)
    told_too = [
        part
        for part in others
        if not (_SET_OFF.search(part) and not _METHOD.search(part))
        and (_METHOD.search(part) or not (settles(part) or _IDENTITY.search(part)))
    ]
    if seen("method", told_too, by_rule=bool(_METHOD.search(told))):
        return
    rows = [
        (where, row) for where, row in reading.rows if row.amount is not None and row.performed_on is None
    ]
    for where, row in rows:
        if not row.method and not row.account:
            yield found("method-missing", where)
            return
    promised = payments(reading)
    if not rows and promised:
        yield found("method-missing", promised[0].where)


def _of_sums(text: str, reading: Reading) -> list[str]:
    """Return the sentences of *text* without open ways and, unless a penalty is the sum, without how one is paid."""
    told = sentences(_without_open_way(text))
    if any(_PENALTY.search(each.quote) for each in payments(reading)):
        return told
    return [part for part in told if not _OF_PENALTY.match(part) or distinct(part)]


def _without_open_way(text: str) -> str:
    """Return *text* without accounts and ways that are only promised to be told."""
    told = _LENT.sub("", _TILL.sub("", _HANDS_THING.sub("", _TOLD_LATER.sub("", text))))
    told = _BLANK_WAY.sub("", told)
    return told if _ACCOUNT.search(told) else _NOWHERE.sub("", told)


def _is_open(sentence: str) -> bool:
    boxes = _BOXES.search(sentence)
    return bool(_OPEN_WAY.search(sentence) or (boxes and not _TICKED.search(boxes[0])))


def names_way(text: str) -> bool:
    """Return whether *text* says how money goes over."""
    return bool(_METHOD.search(text) or _SET_OFF.search(text))
