"""Totals and remainders in a draft: what is called a sum or a rest must follow from the amounts beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from workflows.domain.drafting.amounts import Amount, distinct, number

_TOTAL = re.compile(
    r"(?:共计|合计|总计|总共|一共|累计|共(?!同)|合起来|加起来|加拢|相加|(?<=[项样者笔])(?:之和|合计)|总额|总金额|总价|总数|总款项?|总和|[),元]计|小计)[^,。;\d¥￥]{0,14}$"
)
_COUNTED = re.compile(
    r"(?<![第\d])(?P<n>[二两三四五六七八九]|\d)(?:项|笔|样|份|者)(?:费用|款项?|钱|损失)?(?:之和|相加|加起来|加拢|合起来)?(?:总?共计?|合计|总计|计)?(?:为|是)?(?:人民币)?[¥\s]*$"
)
_REST = re.compile(
    r"(?:余款|余额|余下|剩余|其余|剩下|下余|结余|余|尚欠|还欠|下欠|还差|尚差|净欠|实退|实付|实补|实返|实际[^,。;\d]{0,4}(?:付|退|返还|支付|给付|交纳|赔偿)|仍应|还应|尚应|还需|尚需|还要)[^,。;\d¥￥]{0,16}$"
)
_LISTED = re.compile(r"^[)]*(?:[(,:]|的)*(?:其中|分别为|具体为|包括|组成如下|明细)")
_NOT_ALL = re.compile(r"其余|余下|剩余|其他")
_MORE = re.compile(r"^[^,。;\d]{0,4}等")
_HEADS = re.compile(r"[^。;\n\d]{0,16}(?:如下|组成|构成|明细|包括|其中|分别|[:])[^。;\n\d]{0,6}[:。;\n]")
_FOOTS = re.compile(
    r"^\s*(?:(?:以上|上述|上列|前列|各项)[^,。;\d]{0,8}|[^,。;\d]{0,3})(?:合计|共计|总计|共|小计)[^,。;\d¥]{0,10}$"
)
_NO_ITEM = re.compile(r"\d{4}年(?!\d{1,2}月至)|每|各|其中|其余|余下|[付还交]清?于|前")
_POINT = re.compile(
    r"\n\s*(?:(?P<top>第?[一二三四五六七八九十]+[、条.])|(?P<in>[(][一二三四五六七八九十\d]+[)])|(?P<no>\d+[.、)])|(?P<ring>[①-⑳]))"
)
"""How a point of a list is numbered: an item is numbered like the item before it."""
_SCALED = re.compile(
    r"每|各|均|单价|(?<!二)(?<!双)倍|%|‰|百分之|千分之|[一二三四五六七八九]成|折(?!价|款|抵)|按[^,。;]{0,12}(?:比例|计算|算)|×|一半|平分|平摊"
)
_COUNTS = re.compile(r"(?<![\d.,])\d{1,3}(?![\d.,])")
_ADDED = re.compile(
    r"(?:费|金|工资|差额|损失|款|租|息)[^,。;\d]{0,8}[¥]?\d[^、,]{0,24}[、,][^、,。;\d]{2,16}(?:费|金|工资|差额|损失|款|租|息)"
)
"""One kind of loss after the other, each with its sum: they are meant to be added up."""
_TAKEN_OFF = re.compile(
    r"(?:扣除|扣|减|除去|抵|已(?:经)?(?:支)?付|垫付|预付|先行|豁免|放弃|免)[^,。;\d]{0,12}$"
)
_PRICED = re.compile(
    r"每(?P<u>[\u4e00-\u9fa5])[^,。;\d]{0,4}(?P<price>\d[\d,]*(?:\.\d+)?)元(?:[(][^)]*[)])?[^。;\d]{0,10}?(?P<n>\d+)(?P=u)"
    r"[^。;\d元]{0,12}?(?:共计?|合计|总计|计)[^。;\d元]{0,8}(?P<total>\d[\d,]*(?:\.\d+)?)元"
)
_MONTHS = re.compile(
    r"(?<!\d)(?P<since>1?\d)月(?:\d{1,2}[日号])?(?:起)?(?:至|到|-)(?:同年)?(?P<to>1?\d)月[^。;\d]{0,4}每(?:个)?月[^。;]{0,12}?(?P<each>\d[\d,]*(?:\.\d+)?)元"
)
_STOP = re.compile(r"[。;]|(?<![,:、;])\n")
_FAR = 160
_NEAR = 48
"""So far words can be from the amount that they are about."""
_FEW = 7
"""So many amounts are tried together; more of them explain any number."""


@dataclass(frozen=True)
class Difference:
    """A total or a remainder that its parts do not make."""

    listed: Decimal
    stated: Decimal
    start: int


def differences(text: str) -> Iterator[Difference]:
    """Yield the totals and remainders of *text* that do not follow from the amounts beside them."""
    found = [amount for amount in distinct(text) if amount.value is not None]
    for place, amount in enumerate(found):
        before = _before(text, amount)
        told = _column(text, found, place)
        if told:
            yield from _unless_made(text, amount, told, whole=True)
            continue
        if _REST.search(before):
            yield from _rest(text, found, place)
            continue
        if _LISTED.match(text[amount.end : amount.end + _NEAR]):
            yield from _list(text, found, place)
        counted = _COUNTED.search(before)
        if counted:
            yield from _counted(text, found, place, _many(counted["n"]))
        elif _TOTAL.search(before):
            yield from _total(text, found, place)


def products(text: str) -> Iterator[Difference]:
    """Yield the totals of *text* that are not the price of one times the number of them (每箱280元,共18箱,计5040元)."""
    for match in _PRICED.finditer(text):
        price, total = (distinct(match[part] + "元") for part in ("price", "total"))
        count = int(match["n"])
        if price and total and price[0].value and price[0].value * count != total[0].value:
            yield Difference(price[0].value * count, total[0].value or Decimal(0), match.start())


def months(text: str) -> Iterator[Difference]:
    """Yield the debts of *text* that equal instalments by the month do not make (4月至8月每月6000元,9月4500元)."""
    for match in _MONTHS.finditer(text):
        count = (int(match["to"]) - int(match["since"])) % 12 + 1
        each = distinct(match["each"] + "元")
        rest = [a.value for a in distinct(text[match.end() : _sentence_end(text, match.end())]) if a.value]
        owed = [a.value for a in distinct(text[: match.start()]) if a.value]
        if each and each[0].value and owed and owed[-1] > each[0].value:
            listed = each[0].value * count + sum(rest, Decimal(0))
            if listed not in owed and listed not in rest and each[0].value * count not in owed:
                yield Difference(listed, owed[-1], match.start())


def _sentence_end(text: str, start: int) -> int:
    return min(at for at in (text.find("。", start), text.find(";", start), len(text)) if at >= 0)


def follows(value: Decimal, told: Sequence[Decimal]) -> bool:
    """Return whether *value* is one of the amounts *told*, or some of them added to or taken from each other."""
    reached = {Decimal(0)}
    for each in list(told)[-_FEW:]:
        reached |= {known + sign * each for known in reached for sign in (1, -1)}
    return value in reached


def _total(text: str, found: Sequence[Amount], place: int) -> Iterator[Difference]:
    amount = found[place]
    start = max(text.rfind(mark, 0, amount.start) for mark in ("。", "\n\n"))
    beside = _since_last_total(text, [each for each in found[:place] if each.start > start])
    told = text[max(0, beside[0].start - 12) if beside else 0 : amount.start]
    if len(beside) < 2 or _scaled(told, amount, beside):
        return
    yield from _unless_made(text, amount, beside)


def _counted(text: str, found: Sequence[Amount], place: int, count: int) -> Iterator[Difference]:
    """Check a total that says of how many amounts it is (三项共50120元) against as many amounts before it."""
    beside = found[max(0, place - count) : place]
    told = text[max(0, beside[0].start - 12) : found[place].start] if beside else ""
    if 1 < count == len(beside) and not (
        _SCALED.search(told) or _TOTAL.search(told[:-1]) or len(told) > _FAR
    ):
        yield from _unless_made(text, found[place], beside)


def _many(word: str) -> int:
    return int(word) if word.isdigit() else number(word.replace("两", "二")) or 0


def _scaled(told: str, total: Amount, parts: Sequence[Amount]) -> bool:
    """Return whether the *total* may follow from a price and a number told beside it, so that no plain sum is meant."""
    if not _SCALED.search(told):
        return False
    counts = [Decimal(each) for each in _COUNTS.findall(told)] + [Decimal(2)]
    values = [each.value for each in parts if each.value]
    made = {Decimal(0)}
    for value in values[-_FEW:]:
        made |= {known + value * count for known in made for count in (Decimal(1), *counts[:4])}
    return total.value in made or not _ADDED.search(told)


def _column(text: str, found: Sequence[Amount], place: int) -> Sequence[Amount]:
    """Return the items of a list around its total: one amount a line, above 以上合计 or below 组成如下."""
    amount = found[place]
    if re.search(r"每[^,。;]{0,4}$", text[: amount.start]):
        return []
    if _HEADS.match(text[amount.end : amount.end + _NEAR]):
        return _run(text, amount, found[place + 1 :])
    before = text[: amount.start]
    if _FOOTS.search(before[_line_start(before) :]):
        return _run(text, amount, found[:place][::-1])
    return []


def _line_start(text: str) -> int:
    return max(text.rfind(mark) for mark in "。;\n") + 1


def _run(text: str, total: Amount, others: Sequence[Amount]) -> Sequence[Amount]:
    """Return the *others* from the first on that stand alone in their lines, until a line that is no item."""
    kept: list[Amount] = []
    ends, kinds = total, set()
    for each in others:
        low, high = sorted((each, ends), key=lambda one: one.start)
        between = text[low.end : high.start]
        breaks = re.findall(r"[。;\n]+", between)
        apart = len(breaks) == 1 or (not kept and len(breaks) < 3)
        if each.value == total.value or not apart or _NO_ITEM.search(between):
            break
        point = _POINT.search(between)
        kinds |= {point.lastgroup if point else ""} if kept else set()
        if len(kinds) > 1:
            break
        kept.append(each)
        ends = each
    return kept if len(kept) > 1 else []


def _before(text: str, amount: Amount) -> str:
    """Return the words that lead to *amount*."""
    return text[max(0, amount.start - _NEAR) : amount.start]


def _since_last_total(text: str, amounts: Sequence[Amount]) -> list[Amount]:
    kept: list[Amount] = []
    for amount in amounts:
        if _TOTAL.search(_before(text, amount)):
            kept = []
        else:
            kept.append(amount)
    return kept


def _list(text: str, found: Sequence[Amount], place: int) -> Iterator[Difference]:
    amount = found[place]
    end = _list_end(text, amount.end)
    parts = [each for each in found[place + 1 :] if each.end <= end]
    if (
        len(parts) < 2
        or _MORE.match(text[parts[-1].end : parts[-1].end + _NEAR].lstrip(")"))
        or _NOT_ALL.search(text[parts[-1].end : end])
        or _scaled(text[amount.end : end], amount, parts)
    ):
        return
    yield from _unless_made(text, amount, parts)


def _list_end(text: str, start: int) -> int:
    """Return where a list ends: at a full stop, or where the next point begins a new line without a semicolon."""
    stop = _STOP.search(text, start)
    return stop.start() if stop else len(text)


def _unless_made(
    text: str, amount: Amount, parts: Sequence[Amount], *, whole: bool = False
) -> Iterator[Difference]:
    """Yield the difference unless *parts*, or some of them where not the *whole* was listed, make *amount*."""
    value = amount.value or Decimal(0)
    signed = [
        -each.value if _TAKEN_OFF.search(_before(text, each)) else each.value for each in parts if each.value
    ]
    told = signed[-_FEW:]
    chosen = () if whole else (group for n in range(1, len(told) + 1) for group in combinations(told, n))
    if (
        value not in (sum(signed), sum(map(abs, signed)))
        and value not in map(abs, signed)
        and all(sum(group) != value for group in chosen)
    ):
        yield Difference(sum(signed, Decimal(0)), value, amount.start)


def _rest(text: str, found: Sequence[Amount], place: int) -> Iterator[Difference]:
    amount = found[place]
    start = max(text.rfind("。", 0, amount.start), text.rfind("\n", 0, amount.start))
    near = [each for each in found[:place] if each.start > start]
    beside = near if len(near) > 1 else list(found[:place])[-_FEW:]
    told = [each.value for each in beside if each.value is not None]
    scaled = beside and _SCALED.search(text[beside[0].start : amount.start])
    before = [each.value for each in found[:place] if each.value is not None]
    value = amount.value or Decimal(0)
    if (
        len(told) > 1
        and not scaled
        and not (
            follows(value, told) or follows(value, before) or follows(value, [max(before), *before[-5:]])
        )
    ):
        yield Difference(max(told) - min(told), amount.value or Decimal(0), amount.start)
