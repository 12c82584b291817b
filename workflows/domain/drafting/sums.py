"""Totals and remainders in a draft: what is called a sum or a rest must follow from the amounts beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, combinations, takewhile

from workflows.domain.drafting.amounts import distinct, number
from workflows.domain.drafting.days import has_term
from workflows.domain.drafting.parts import (
    ANNOUNCED,
    Part,
    before_total,
    begins,
    enumerated,
    following,
    heads,
    itemised,
    many,
    opened,
    parts,
)

_REST = re.compile(
    r"(?:余款|余额|余下|剩余|其余|剩下|下余|结余|(?<![盈现])余|尚欠|还欠|下欠|还差|尚差|净欠|实退|实付|实补|实返|实际[^,。;\d]{0,4}(?:付|退|返还|支付|给付|交纳|赔偿)|仍应|还应|尚应|还需|尚需|还要(?!多|加|另))(?:(?!组成|构成|包[括含]|其中|如下|调整|减[为至到]|降[为至到]|定为|分得?$)[^,。;\d¥￥]){0,16}$"
)
_NOT_ALL = re.compile(r"其余|余下|剩余|其他|[^,。;\d]{0,4}等")
_MORE = re.compile(r"[)]*等")
_SCALED = re.compile(
    r"每|各(?!项|类|种|方|自|期|损)|均|单价|(?<!二)(?<!双)倍|%|‰|百分之|千分之|[一二三四五六七八九]成|折(?!价|款|抵|损|旧)|按[^,。;]{0,12}(?:比例|计算|算)|×|一半|平分|平摊"
)
_PERIODIC = re.compile(r"每(?:个)?月|每期|按月|每季|每年|每周|每次|每笔|各")
_LAST_ONE = re.compile(r"(?:[(][^)]*[)])?,最后一[期次笔]")
"""What was told before is an instalment like all the others but the last."""
_PRICED = re.compile(
    r"每(?P<u>[\u4e00-\u9fa5])[^,。;\d]{0,4}(?P<price>\d[\d,]*(?:\.\d+)?)元(?:[(][^)]*[)])?[^。;\d]{0,10}?(?P<n>\d+)(?P=u)"
    r"[^。;\d元]{0,12}?(?:共计?|合计|总计|计)[^。;\d元]{0,8}(?P<total>\d[\d,]*(?:\.\d+)?)元"
)
_EVERY = re.compile(r"^每[^,。;\d]{0,8}每")
_EVERY_BEFORE = re.compile(r"每[\u4e00-\u9fa5]{1,2}$")
"""A price of one for each month too (每月每平方米1.8元) is taken twice."""
_MONTHS = re.compile(
    r"(?<!\d)(?P<since>1?\d)月(?:\d{1,2}[日号])?(?:起)?(?:至|到|-)(?:同年)?(?P<to>1?\d)月[^。;\d]{0,4}每(?:个)?月[^。;]{0,12}?(?P<each>\d[\d,]*(?:\.\d+)?)元"
)
_SERIES = re.compile(
    r"(?<!\d)前(?P<n>\d+|[两二三四五六七八九十]{1,3})(?:期|次|个月|笔|批)[^,。;\d]{0,4}每(?:期|次|个?月|笔|批)[^,。;\d]{0,8}(?P<each>\d[\d,]*(?:\.\d+)?)元"
    r"[^。;\d]{0,10}(?:第\d+|第[一二三四五六七八九十]{1,3}|最后一?|末)(?:期|次|个月|笔|批)[^。;\d]{0,14}(?P<last>\d[\d,]*(?:\.\d+)?)元"
)
_SET_OFF = re.compile(
    r"两(?:项|笔|者)(?:相互)?(?:抵[销扣消]|相抵|折抵|冲抵)(?:以?后)?,?[^。;]{0,50}?(?<![\d,.])(?P<left>\d[\d,]*(?:\.\d+)?)元"
)
_SO_MANY = re.compile(r"(?P<n>[两二三四五])(?:项|笔|样|款)")
_NEAR, _PAIR = 48, 2
_SHORT = 16
_FEW = 7
"""So many amounts are tried together; more of them explain any number."""


@dataclass(frozen=True)
class Difference:
    """A total or a remainder that its parts do not make."""

    listed: Decimal
    stated: Decimal
    start: int


@dataclass(frozen=True)
class Miscount:
    """A number of instalments that was announced, and how many were told."""

    announced: str
    listed: int


def differences(text: str, *, facts: str | None = None) -> Iterator[Difference | Miscount]:
    """Yield the totals, remainders and instalments of *text* that do not fit the amounts beside them.

    Where *facts* are given, *text* is what was promised, and lists may be parts of a sum told in the facts.
    """
    told = parts(text)
    before = [each for each in parts(facts or "") if not (each.price or each.penalty)]
    listed: set[int] = set()
    places = {part.amount.start: place for place, part in enumerate(told)}
    for place, part in enumerate(told):
        if part.total:
            yield from _total(told, place)
        elif _REST.search(part.lead[-_NEAR:]) and not part.penalty:
            yield from _rest(text, told, place, before)
        said = opened(told, place) or (place not in listed and itemised(told, place))
        if said or (facts is not None and place not in listed and begins(told, place)):
            listing = _listing(told, place, before)
            listed |= {places[each.amount.start] for each in listing.run}
            if said or not listing.repeats:
                yield from _list(listing)


@dataclass(frozen=True)
class _Listing:
    """A list of parts with what announces it, the sums that it may make, and what follows it in its sentence."""

    first: Part
    run: Sequence[Part]
    wholes: Sequence[Part]
    more: Sequence[Part]
    total: Part | None
    known: frozenset[Decimal]
    """What stands before it, prices too; a list of such amounts alone repeats them."""
    apart: bool
    """Whether every sum that it may make is told in sentences before its own."""

    @property
    def repeats(self) -> bool:
        """Return whether a sum told before is one of the parts, so that they are not meant to make it."""
        return bool({each.value for each in self.wholes} & {each.value for each in self.run})

    @property
    def makes_its_total(self) -> bool:
        """Return whether it makes the total that ends it, and no sum before asks for it (由下列各项组成:...合计)."""
        made = sum(each.signed for each in self.run)
        return self.apart and self.total is not None and made == self.total.value


def _listing(told: Sequence[Part], place: int, before: Sequence[Part]) -> _Listing:
    begun = told[place].total and place + 1 < len(told)
    start = place + (heads(told, place) or begun)
    run = following(told, start)
    wholes = [each for each in told[:start] if not (each.price or each.penalty)]
    end = told.index(run[-1], start) + 1 if run else len(told)
    more = list(takewhile(lambda each: "。" not in each.lead, told[end:]))
    total = next((each for each in told[end : end + 1] if each.total and len(each.lead) < _SHORT), None)
    apart = not wholes or bool(re.search("[。;\n]", told[place].lead) and "其中" not in told[place].told)
    known = frozenset(each.value for each in told[:start])
    return _Listing(told[place], run, wholes or before, more, total, known, apart)


def _total(told: Sequence[Part], place: int) -> Iterator[Difference]:
    """Check what is called a total against the amounts before it: all of them, or the last few."""
    total = told[place]
    if _MORE.match(total.lead):
        return
    runs = [run for run in before_total(told, place) if len(run) > 1]
    if not runs or any(_makes(total.value, run) for run in runs) or _scaled([*runs[0][::-1], total]):
        return
    if _of_so_many(total, [each.value for each in told[:place]]):
        return
    if not (_loose(runs[0][:-1]) and follows(total.value, [each.value for each in runs[0]])):
        yield _differing(total, runs[0])


def _of_so_many(total: Part, before: Sequence[Decimal]) -> bool:
    """Return whether *total* sums up as many of the amounts *before* as it says (以上两项共15000元)."""
    said = _SO_MANY.search(total.told)
    count = (number(said["n"]) or 0) if said else 0
    return bool(count) and any(sum(some) == total.value for some in combinations(before[-_FEW:], count))


def _list(listing: _Listing) -> Iterator[Difference | Miscount]:
    """Check a list against what was stated before it: its sum, and the number of instalments that was announced."""
    run, wholes = listing.run, listing.wholes
    if run and all(each.value in listing.known for each in run):
        return
    if len(run) < 2 or _NOT_ALL.match(run[-1].after) or all(each.taken_off for each in run):
        return
    near = [each.value for each in wholes][-_FEW:]
    fits = listing.makes_its_total or any(
        any(_makes(whole, some, listed=True) for whole in near)
        or any(_makes_all(whole, some) for whole in _pairs(near))
        for some in (run, [*run, *listing.more])
    )
    if wholes and not fits and not _scaled(run):
        yield _differing(_stated(wholes), run)
    announced = ANNOUNCED.search(listing.first.lead)
    regular = any(_PERIODIC.search(each.lead) or _LAST_ONE.match(each.after) for each in run)
    told_each = not regular and any(each.dated or has_term(each.told_after) for each in run)
    if announced and (fits or not wholes) and told_each and many(announced["n"]) != len(run):
        yield Miscount(announced[0], len(run))


def _stated(wholes: Sequence[Part]) -> Part:
    return next((each for each in wholes[::-1] if each.total), wholes[-1])


def _pairs(near: Sequence[Decimal]) -> Iterator[Decimal]:
    """Yield what a list as a whole may be meant to make too: two sums told before it, added or one less the other."""
    for one, two in combinations(near, 2):
        yield from (one + two, abs(one - two))


def _makes_all(value: Decimal, run: Sequence[Part]) -> bool:
    """Return whether all of *run* makes *value*, with or without what is taken off."""
    added = sum((each.value for each in run), Decimal(0))
    left = sum((each.value for each in run if not each.taken_off), Decimal(0))
    return value in (added, left, abs(sum((each.signed for each in run), Decimal(0))))


def _makes(value: Decimal, run: Sequence[Part], *, listed: bool = False) -> bool:
    """Return whether *run*, or its beginning, makes *value*: added up, less what is taken off, or without it.

    Where it is *listed* in order, it does not end before an item that is named in one breath with the one before.
    """
    added = accumulate((each.value for each in run), initial=Decimal(0))
    left = accumulate((each.value * (not each.taken_off) for each in run), initial=Decimal(0))
    taken = map(abs, accumulate((each.signed for each in run), initial=Decimal(0)))
    return any(
        value in made and count > 1 and not (listed and count < len(run) and enumerated(run[count]))
        for count, made in enumerate(zip(added, left, taken, strict=True))
    )


def _loose(run: Sequence[Part]) -> bool:
    """Return whether whole phrases stand between the amounts of *run*, so that some of them may be told by the way."""
    return any("," in each.lead.strip(",;:、)。\n ") and not each.dated for each in run)


def _scaled(run: Sequence[Part]) -> bool:
    """Return whether amounts of *run* may follow from a price and a number told beside them."""
    words = "".join([re.split("[,:;。\n]", run[0].lead)[-1], *(each.lead for each in run[1:])])
    return bool(_SCALED.search(re.sub("每[月年天日季期](?=[共合总]计)", "", words)))


def _differing(whole: Part, run: Sequence[Part]) -> Difference:
    return Difference(sum((each.signed for each in run), Decimal(0)), whole.value, whole.amount.start)


def products(text: str) -> Iterator[Difference]:
    """Yield the totals of *text* that are not the price of one times the number of them (每箱280元,共18箱,计5040元)."""
    for match in _PRICED.finditer(text):
        price, total = (distinct(match[part] + "元") for part in ("price", "total"))
        count = int(match["n"])
        again = _EVERY.search(match[0]) or _EVERY_BEFORE.search(text[: match.start()])
        if again or not (price and total):
            continue
        if price[0].value and price[0].value * count != total[0].value:
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


def series(text: str) -> Iterator[Difference]:
    """Yield the debts of *text* that equal instalments and a last one do not make (前11期每期4000元,第12期2600元)."""
    for match in _SERIES.finditer(text):
        each, last = (distinct(match[part] + "元") for part in ("each", "last"))
        owed = [a.value for a in distinct(text[: match.start()]) if a.value]
        if each and last and each[0].value and last[0].value and owed:
            listed = each[0].value * many(match["n"]) + last[0].value
            if not (listed in owed or follows(listed, owed)):
                yield Difference(listed, owed[-1], match.start())


def balances(text: str) -> Iterator[Difference]:
    """Yield what is left of two sums that are set off against each other and is not their difference."""
    for match in _SET_OFF.finditer(text):
        left = distinct(match["left"] + "元")
        start = max(text.rfind(mark, 0, match.start()) for mark in "。;\n") + 1
        two = [a.value for a in distinct(text[start : match.start()]) if a.value]
        if len(two) == _PAIR and left and left[0].value and abs(two[0] - two[1]) != left[0].value:
            yield Difference(abs(two[0] - two[1]), left[0].value, match.start())


def _sentence_end(text: str, start: int) -> int:
    return min(at for at in (text.find("。", start), text.find(";", start), len(text)) if at >= 0)


def follows(value: Decimal, told: Sequence[Decimal]) -> bool:
    """Return whether *value* is one of the amounts *told*, or some of them added to or taken from each other."""
    few = list(told)[-_FEW:]
    middle = len(few) // 2
    rest = _reached(few[middle:])
    return any(value - each in rest for each in _reached(few[:middle]))


def _reached(told: Sequence[Decimal]) -> set[Decimal]:
    reached = {Decimal(0)}
    for each in told:
        reached |= {known + sign * each for known in reached for sign in (1, -1)}
    return reached


def _rest(text: str, told: Sequence[Part], place: int, facts: Sequence[Part]) -> Iterator[Difference]:
    rest = told[place]
    start = max(text.rfind("。", 0, rest.amount.start), text.rfind("\n", 0, rest.amount.start))
    near = [each for each in told[:place] if each.amount.start > start]
    beside = near if len(near) > 1 else list(told[:place])[-_FEW:]
    if len(beside) < 2 or _SCALED.search(text[beside[0].amount.start : rest.amount.start]):
        return
    before = [each.value for each in told[:place]]
    stated = [each.value for each in facts]
    values = [each.value for each in beside]
    if not any(
        follows(rest.value, known)
        for known in (values, before, [max(before), *before[-5:]], [*stated, *before])
    ):
        yield Difference(max(values) - min(values), rest.value, rest.amount.start)
