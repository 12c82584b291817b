"""Days and terms in a Chinese text: when something is due, exactly or vaguely."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflows.domain.drafting.amounts import number
from workflows.domain.drafting.memory import remembered

_N = r"(?:\d{1,4}|[零〇一二三四五六七八九十百两]{1,5})"
_HANZI_YEAR = r"[二〇零一三四五六七八九]{4}"
_FULL = re.compile(
    rf"(?P<y>\d{{4}}|{_HANZI_YEAR})\s*[年\-/.]\s*(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*[月\-/.]\s*"
    r"(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})(?!\d)(?:\s*[日号])?"
)
_SHORT = re.compile(
    r"(?<![\d年])(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})月(?P<d>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]"
)
_DUE = re.compile(r"\s*(?:[(][^)]*[)])?(?:之?前|以前|内|起|当[天日]|[付支给还归交退转])")
_TERM = re.compile(
    rf"[\u4e00-\u9fa5]日(?:当[天日]|[上下]午[\d一二三四五六七八九十]{{1,3}}[时点])|(?:\d{{4}}|{_HANZI_YEAR})年{_N}月(?:底|末|初|上旬|中旬|下旬|份|内|前)|(?:\d{{4}}|{_HANZI_YEAR})年(?:年?底|年?末|内|上半年|下半年|春节|国庆|中秋)"
    rf"|{_N}个?(?:工作)?(?:日|天|月|年|周|星期|小时|季度)(?:之)?(?:内|后|前)"
    r"|(?:租赁?|承包|合同|期限|保修|工程|借款)?期?(?:届满|期满|到期)[^,。;]{0,10}(?:时|后|之日|当日|前)|(?:租赁?|承包|合同|流转|保修)期(?:届)?满"
    r"|签(?:本)?(?:协议|合同|约|收|名|字)?(?:书)?(?:时|当日|当天|之日|同时|后立即)|(?:签订|签署|签字|签名|签约|签收|生效|订立|达成)[^,。;]{0,12}(?:时|当日|当天|之日|同时|即|后立即|前)|签字(?:后)?即"
    r"|(?:腊|正|农历[一二三四五六七八九十冬]+)月[初廿二三]?十?[一二三四五六七八九十]*(?:之?前|日)?|[^,。;\s]那一?[天日]|当天|办完(?:后|时)?|当场|当日|当即|即时|即日|现场|同日|立即|今[天日晚]|明[天日]|当晚"
    rf"|每(?:个)?(?:自然)?(?:月|季度?|年|周|半年)[^。;]{{0,12}}?(?:{_N}[日号]|底|末|初|前|当日)|(?:次|当|本|同)月{_N}[日号]|(?:次|当|本|同)年"
    r"|(?:收到|领取|拿到|送达|办理|办结|办完|完成|验收|交付|过户|登记|搬离|腾退|腾空|更换|安装|收割|收获|完工|竣工|开工|评残|鉴定|入学|入住|出具|裁定|确认)"
    r"[^,。;]{0,20}(?:之日|当日|当天|同时|时|后|前|之前|之后)"
)
_RECEIPT = re.compile(
    r"(?:收到|领到|领取|拿到|收清|收齐|拿齐|领)(?:了)?(?:上述|该|此|前述|全部|以上|这笔|本协议|约定)*的?[^,。;]{0,6}?(?:款项?|钱|赔偿款?|补偿款?|退款|费用?|工资)[^,。;]{0,6}(?:之日|当日|当天|同时|时|后)"
    r"|(?:收到|领到|拿到)(?:以?后|时)|\d{4}年(?:度|上半年|下半年)[^,。;]{0,6}(?:费|款|工资|租金|利息|奖金)"
)
_MONTH = r"(?:\d{4}年)?(?:度|全年|上半年|下半年|\d{1,2}月份?(?:\d{1,2}日)?)"
_SPAN = re.compile(
    rf"(?:截[至止](?:到)?|自|从)?{_MONTH}(?:起)?(?:(?:至|到|-|~|、|和|及|与)(?:今年)?{_MONTH}(?:止|期间|底)?)+[^,。;\d]{{0,12}}(?:费|款|工资|租金|租|欠|报酬|本金)"
    rf"|(?:截[至止](?:到)?){_MONTH}(?:底|止|为止)?|\d{{4}}年\d{{1,2}}月(?:\d{{1,2}}日)?(?:签订|签署|订立|发生|出具|所?借|购买|入职|离职)[^,。;]{{0,4}}"
    r"|\d{4}年\d{1,2}月份?的?(?:工资|租金|物业费|货款|房租)|截[至止]到?(?:本协议)?(?:签订|签署)(?:之日|时|当日)|截[至止]到?今[日天]"
)
"""For which months a fee is, until when a debt was reckoned: no time of payment."""
"""That money has come ends a dispute, and what a fee is for has its years; neither says when money is due."""
_AFTER_ALL = re.compile(
    r"(?:收[款钱]|(?:收到|领到|拿到|收清|收齐|付清|还清|给清)(?:了)?(?:全部|上述|该笔?|此笔?|前述|以上|约定的?)[^,。;]{0,8}(?:款|钱|金|费)[^,。;]{0,4}?)"
    r"(?:以?后|之日起?)[^,。;\d一二三四五六七八九十]{0,3}(?:\d{1,3}|[一二三四五六七八九十]{1,3})个?(?:工作)?[日天月](?:之?内)?"
)
"""What somebody does after all was paid gives the payment no day (收到全部货款后5日内开具发票)."""
_DONE = re.compile(r"[^,。;]{1,12}(?:清|完|毕|讫|齐|妥|到账|到位)(?:之?[后日时]|以后|当[天日])")
VAGUE = re.compile(
    r"手[头里][^,。;]{0,4}宽展|(?:合适|适当|恰当|适宜|方便)的?(?:时候|时间|时机)|(?:有空(?![鼓隙缺心洞白当])|得空|抽空|农闲|闲下来|闲了|忙完)[^,。;]{0,6}"
    r"|(?:卖|挣|赚|借|要|凑)(?:了|到|完|掉|出去|得|齐)[^,。;]{0,8}?(?:的?时候?|以?后|再|就|,)|(?:日期|时间|期限)(?:未定|待定|另定|另议|再定|不定)"
    r"|卖(?:上价|个好价)|手头[^,。;]{0,4}(?:宽绰|松快|松动|宽松|活泛|宽裕)|不影响[^,。;]{0,6}生活[^,。;]{0,4}(?:下|时)|等[^,。;]{1,16}(?:了|后|时|的时候)?再(?:给|付|还|说|算)|等[^,。;]{1,16}(?:卖出|卖掉|售出|收回来?|要回来?|到手|有钱|回款)(?:去|了)?(?:之?后|以后|时|了)?(?=再|就|付|还|给|支)|什么时候[^,。;]{1,8}(?:什么时候|再)|尽快|尽早|尽量早|适时|近期|近日|不日|择机|择日(?!由)|择期|随后(?=付|支付|给|还)|每隔(?:一段|一些)?时间|隔一[段阵]|不定期|改[日天]|哪天|(?<![\d一二两三四五六七八九十收签交如若果括含])日后(?![\d一二三四五六七八九十]|[^,。;]{1,8}的(?:[,;。]|$))(?=[^,。;]{0,12}[付给还退赔交补])|早日|过些日子|过几天|过几个月|过(?:一)?阵|过段时间|过一段时间|一段时间(?:后|内)|短期内|短时间内"
    r"|有钱(?:了|时|后|的时候)?|(?:条件|时机)(?:允许|成熟|具备|好转)(?:时|后)?|经济(?:状况|条件)?(?:好转|宽裕|允许)(?:时|后)?"
    r"|手头宽裕|资金(?:到位|充裕|宽裕)(?:时|后)?|待[^,。;]{1,14}(?:收回来?|卖出|售出|到手|好转|宽裕|有钱|到位|回款|周转|卖掉|出售|缓解|稳定|允许|恢复|有能力)[^,。;]{0,4}(?:后|时|再)?|有(?:能力|条件|余款|余钱)(?:时|后|了)|慢慢|逐渐|能(?:还|付|给)(?:时|就)|方便(?:时|的时候)|以后再(?:说|付|给|议)|视[^,。;]{0,8}(?:情况|条件|能力)(?=[^,。;]{0,6}(?:[支给]?付|归?还|给))(?![^,。;]*酌)|[年月日号底末初节]前后(?=[^,。;]{0,6}(?:付|还|给|退|交|拆|搬|清))|陆续(?:支付|付清|还清)?|逐步[^,。;]{0,12}(?:支付|付清|还清|偿还)"
    r"|(?<!\d年)(?<![年今明成周\d])(?<![\d一二三四五六七八九十每个当次本月]月)(?:年底|年末|(?<![多几余来十两半])年前|(?<![\d一二三四五六七八九十本次当每月上])月底|春节前|过年(?!过节))(?:前|之前|内)?|另行(?:约定|协商|通知|商定)的?(?:支付)?(?:时间|日期|期限)|时间另定|具体时间(?:另|再)"
)

_NO_TERM = re.compile(r"不再|不得|不准|互不|再无|再没|保留")
"""Where something is left undone for ever, or a right is kept, words like 日后 name no term."""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A calendar day that a text names; `value` is None where there is no such day (2026年2月30日)."""

    value: date | None
    quote: str
    start: int
    end: int


def days(text: str) -> Iterator[Day]:
    """Yield the days of *text* that are written with their year."""
    for match in _FULL.finditer(text):
        year, month, day = _figures(match["y"]), _figures(match["m"]), _figures(match["d"])
        try:
            value = date(year, month, day)
        except ValueError:
            value = None
        yield Day(value=value, quote=match[0], start=match.start(), end=match.end())


def yearless(text: str) -> str:
    """Return the first day of *text* that names no year where none can be inferred, or ""."""
    for match in _SHORT.finditer(text):
        if not _DUE.match(text, match.end()):
            continue
        before = text[: match.start()]
        if re.search(r"\d{4}\s*年|[二〇零一三四五六七八九]{4}年|每年|[同当本次今明]年|次年|上述", before):
            continue
        if not re.search(r"[二〇零一三四五六七八九]{4}年$", before):
            return match[0]
    return ""


@remembered
def has_term(text: str) -> bool:
    """Return whether *text* says when: a day, a term, or an event."""
    told = _SPAN.sub("□", _AFTER_ALL.sub("□", text))
    return bool(
        _FULL.search(told) or _SHORT.search(told) or _TERM.search(_RECEIPT.sub("□", _without_vague(told)))
    )


@remembered
def follows_another(text: str) -> bool:
    """Return whether *text* says that something is done when another thing is finished (还清后交还借条)."""
    return bool(_DONE.search(text))


def vague_terms(text: str) -> list[str]:
    """Return the words of *text* that only seem to say when."""
    told = [part for part in re.split("[,。;]", text) if not _NO_TERM.search(part)]
    return [match[0] for part in told for match in VAGUE.finditer(part)]


def _without_vague(text: str) -> str:
    return VAGUE.sub("□", text)


def _figures(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if len(text) == 4:
        return int(
            "".join(str("〇一二三四五六七八九".find("〇" if c == "零" else c)) for c in text).replace(
                "-1", "0"
            )
        )
    return number(text) or 0
