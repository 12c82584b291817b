"""Which sentences promise money: a verb of payment with a sum, not a demand, a reckoning or a waiver."""

from __future__ import annotations

import re

from workflows.domain.drafting.amounts import distinct
from workflows.domain.drafting.clauses import without_waiver
from workflows.domain.drafting.memory import remembered

_MONEY = r"(?:[\d一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]|钱|款|费|金|工资|本|账|租|押)"
PAY = re.compile(
    r"支付(?!宝|方)|付足|给[清齐]|兑现|付到位|付出|拿(?:出)?[^,。;]{0,16}?\d[^。;]{0,40}?给|为(?:付款人|支付方|付款方|付款义务人)|(?:付款|支付)(?:人|方)(?:为|:)|交与|付与|赔偿(?!义务人|权利人|责任人|方|金\d)|补偿(?!方|义务人)|给付|偿还|归还|返还|退还|退回|付清|付给|赔付|付款|结清|还清|还款|补发|补足|补给(?!品|站)|补交|补贴|补缴|发放|抵扣|交清|分给|交付[^,。;]{0,6}款|承担[^,。;]{0,10}费"
    r"|赔(?!礼|罪|不是|偿义务|偿权利|偿责任人|偿方)|转(?:给|到|至|入|账|回)|打(?:到|给|入)|汇(?:入|至|到|给|款)|(?<!提)交(?:给|纳|到|至)|(?<![打批颁散分开出])发(?:给|足|清)|存(?:到|入|进)|充(?:到|入)"
    rf"|(?<![交还退付发转打供寄分补赔])给(?!付|予|清)[^,。;]{{0,16}}?{_MONEY}|还(?!有|是|要|没|可以|应|需|差|欠|清|款)[^,。;]{{0,16}}?{_MONEY}|(?<!回)出(?=[\d一二三四五六七八九两][^,。;]{{0,6}}[元块])|退(?:到|给)|退(?!出|租|房|伙)[^,。;]{{0,14}}?{_MONEY}|补(?!偿|充|办|种|栽|助)[^,。;]{{0,12}}?\d|付(?:至|到|往|入)(?=[^,。;满\d][^,。;满])|(?<![应支欠拖未自])付(?!宝|清|款|给|息)[^,。;]{{0,12}}?{_MONEY}"
)
ABOUT_ASIDE = re.compile(r"[(][^()]{0,8}约\d[^()]*[)]")
"""What somebody has or earns by about so much, told in brackets (养老金(每月约310元))."""
DEMANDED = re.compile(r"(?<![可有权以])(?:要求|请求|主张|索要|索赔)(?!的)[^,。;]*")
_ACCOUNT_LINE = re.compile(
    r"^\s*(?:\d{1,2}[.、)]|[(][\d一二三四五六七八九十]{1,2}[)]|[①-⑳-])?\s*[^,。;\d]{2,14}(?:[(][^)]*[)])?(?:(?:\s{2,}|[…·]+\s*)[¥\d][\d,.]*\s*万?元|\s+[¥\d][\d,.]*\s*万?元\s*[;。]?$)"
)
_RECKONS = re.compile(r"[^,。;]{0,20}(?:对账|核对|核定|核算|清单|明细|认可下列|票据)")
_PROMISES = re.compile(
    r"(?:支付|付|赔偿|补偿|返还|退还|偿还|归还)(?:给|[甲乙丙]方|被?申请人)|向[^,。;]{1,16}(?:支付|赔偿|补偿|返还|退还|偿还|归还)"
)


@remembered
def promises_money(sentence: str) -> bool:
    """Return whether *sentence* promises a sum: a verb of payment with an amount, not a line of an account."""
    told = _ACCOUNT_LINE.match(sentence) or (_RECKONS.match(sentence) and not _PROMISES.search(sentence))
    owed = "" if told else DEMANDED.sub("", without_waiver(sentence))
    return bool(PAY.search(owed) and distinct(owed))
