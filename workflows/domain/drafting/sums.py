"""Totals and remainders in a draft: what is called a sum or a rest must follow from the amounts beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from workflows.domain.drafting.amounts import Amount, distinct

_TOTAL = re.compile(
    r"(?:共计|合计|总计|总共|一共|累计|共|合起来|加起来|加拢|相加|(?<=[项样者笔])(?:之和|合计)|总额|总金额|总价|总数|总款项?|总和|[),元]计|小计)[^,。;\d¥￥]{0,14}$"
)
_REST = re.compile(
    r"(?:余款|余额|余下|剩余|其余|剩下|下余|结余|余|尚欠|还欠|下欠|还差|尚差|净欠|实退|实付|实补|实返|实际[^,。;\d]{0,4}(?:付|退|返还|支付|给付|交纳|赔偿)|仍应|还应|尚应|还需|尚需|还要)[^,。;\d¥￥]{0,16}$"
)
_LISTED = re.compile(r"^[)]*(?:[(,:]|的)*(?:其中|分别为|具体为|包括|组成如下|明细)")
_MORE = re.compile(r"^[^,。;\d]{0,4}等")
_SCALED = re.compile(
    r"每|各|均|单价|倍|%|‰|百分之|千分之|[一二三四五六七八九]成|折(?!价|款|抵)|按[^,。;]{0,12}(?:比例|计算|算)|×|一半|平分|平摊"
)
_TAKEN_OFF = re.compile(
    r"(?:扣除|扣|减|除去|抵|已(?:经)?(?:支)?付|垫付|预付|先行|豁免|放弃|免)[^,。;\d]{0,12}$"
)
_PRICED = re.compile(
    r"每(?P<u>[\u4e00-\u9fa5])[^,。;\d]{0,4}(?P<price>\d[\d,]*(?:\.\d+)?)元(?:[(][^)]*[)])?[^。;\d]{0,10}?(?P<n>\d+)(?P=u)"
    r"[^。;\d元]{0,12}?(?:共计?|合计|总计|计)[^。;\d元]{0,8}(?P<total>\d[\d,]*(?:\.\d+)?)元"
)
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
        if _REST.search(before):
            yield from _rest(text, found, place)
        elif _LISTED.match(text[amount.end : amount.end + _NEAR]):
            yield from _list(text, found, place)
        elif _TOTAL.search(before):
            yield from _total(text, found, place)


def products(text: str) -> Iterator[Difference]:
    """Yield the totals of *text* that are not the price of one times the number of them (每箱280元,共18箱,计5040元)."""
    for match in _PRICED.finditer(text):
        price, total = (distinct(match[part] + "元") for part in ("price", "total"))
        count = int(match["n"])
        if price and total and price[0].value and price[0].value * count != total[0].value:
            yield Difference(price[0].value * count, total[0].value or Decimal(0), match.start())


def follows(value: Decimal, told: Sequence[Decimal]) -> bool:
    """Return whether *value* is one of the amounts *told*, or some of them added to or taken from each other."""
    reached = {Decimal(0)}
    for each in list(dict.fromkeys(told))[-_FEW:]:
        reached |= {known + sign * each for known in reached for sign in (1, -1)}
    return value in reached


def _total(text: str, found: Sequence[Amount], place: int) -> Iterator[Difference]:
    amount = found[place]
    start = max(text.rfind(mark, 0, amount.start) for mark in ("。", "\n\n"))
    beside = _since_last_total(text, [each for each in found[:place] if each.start > start])
    if len(beside) < 2 or _SCALED.search(
        text[beside[0].start - 12 if beside[0].start > 12 else 0 : amount.start]
    ):
        return
    yield from _unless_made(text, amount, beside)


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
    end = min(at for at in (text.find("。", amount.end), text.find(";", amount.end), len(text)) if at >= 0)
    parts = [each for each in found[place + 1 :] if each.end <= end]
    if (
        len(parts) < 2
        or _MORE.match(text[parts[-1].end : parts[-1].end + _NEAR].lstrip(")"))
        or _SCALED.search(text[amount.end : end])
    ):
        return
    yield from _unless_made(text, amount, parts)


def _unless_made(text: str, amount: Amount, parts: Sequence[Amount]) -> Iterator[Difference]:
    value = amount.value or Decimal(0)
    signed = [
        -each.value if _TAKEN_OFF.search(_before(text, each)) else each.value for each in parts if each.value
    ]
    told = signed[-_FEW:]
    chosen = (group for n in range(1, len(told) + 1) for group in combinations(told, n))
    if (
        value != sum(signed)
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
    if len(told) > 1 and not scaled and not (follows(value, told) or follows(value, before)):
        yield Difference(max(told) - min(told), amount.value or Decimal(0), amount.start)
