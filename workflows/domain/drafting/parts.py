"""Lists of amounts in a draft: which of them claim to be the parts of a sum, and of which sum."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from workflows.domain.drafting.amounts import Amount, distinct, number
from workflows.domain.drafting.days import has_term

_N = r"[一二两三四五六七八九十\d]{1,3}"
_OPENS = re.compile(
    rf"其中(?!一)|包括|包含|构成|组成|明细|清单|细账|细目|里[头面]有|内含|分别|分\s*{_N}\s*(?:期|次|笔|批|回|趟)|分期(?!平台|购|款|手机|贷)|分批|分次|下表|各期|如下[^。,]{{0,20}}$|如下:\s*[(]?[1一①][^。]{{0,30}}$"
)
"""Words after which the parts of a sum are told."""
_ON_NEXT_LINES = re.compile(
    rf"(?:如下|下表|构成|组成|明细|分\s*{_N}\s*(?:期|次|笔|批|回|趟))[^。\n]{{0,12}}。\n[^。]*$"
)
_ITEM_BEGINS = re.compile(r"^[)\]\s]*[(][^,。;:()\d]{2,14}$")
_ITEM_FOLLOWS = re.compile(r"^[)\]\s]*、[^,。;:()\d]{2,14}$")
_COLON = re.compile(r"^(?!\s*\n\s*\n)[^,。;\d:]{0,10}[)]*:")
_PAYS = re.compile(r"[付还给退交赔汇]")
_SHARE = re.compile(r"由[^。;\n]{2,50}(?:承担|负担|支付|给付|付给|赔偿|赔付|退还|付|给)[^,。;\d]{0,8}$")
_LEFT = re.compile(r"余款|余下|剩余|其余|尾款|余额|剩下")
_FIRST_ITEM = re.compile(r"\n\s*(?:[(][1一][)]|1[.、)]|①)[^\n]*$")
ANNOUNCED = re.compile(rf"(?:分|[下以]列|以下)\s*(?P<n>{_N})\s*(?:期|次|笔|批|回|趟)")
_FIRST = re.compile(r"第[一1](?:期|笔|次|批|回)|首期|首笔|首次|首付|头一?[回次笔期]")
TOTAL = re.compile(
    r"(?:共计|合计|总计|总共|一共|累计|(?<![公以])共(?!同|能|用|有|识|信|和|享|济|管)|合起来|加起来|加拢|加总|相加|汇总"
    r"|(?<=[项样者笔])之和|总额|总金额|总价|总数|总款项?|总和|[),元]计(?!算)|小计)(?:(?!细目|细账|明细|组成|构成|包[括含]|其中|分别|如下)[^,。;\d¥￥]){0,14}$"
    r"|\n\s*(?:合计|总计|共计|小计)[^\n元]{0,12}$"
)
_AGAIN = re.compile(r"(?:以上|上述|上列|前列|各项|[两三四五六七八]项)[^,。;\d]{0,8}$")
_PRICE = re.compile(
    r"(?:每|单价|均价|日均|日工资|(?<![\d个])月工资|(?<![\d个])月租金?|标准|各(?!项|类|种))[^,。;、\d]{0,6}[¥\s]*$"
    r"|(?:限额|最高|不超过)[为是]?[¥\s]*$"
)
_MAKES = re.compile(
    r"[,、)\s]*(?:[\d一二三四五六七八九十]+[天日月桌盘个件次只斤亩人名][,、]?)?(?:共计?|合?计|小计)[\s¥]*"
)
_RATE = re.compile(r"^\s*[)]?\s*(?:[/×*]|(?:每|一)(?:天|日|月|年|个|人|斤|吨|平|亩|小时|次|只|株|棵))")
_PENALTY = re.compile(
    r"违约(?![赔补]偿款)|滞纳金|罚|逾期|迟延|迟付|超期|到期[未不没]|[未不没][有能]?(?:按|照|守|履|付|给|还|及时)[^,。;]{0,8}的[,]"
)
_MINUS = re.compile(
    r"(?:扣除|扣|减|除去|抵|已(?:经)?(?:支)?[付给]|垫付|预付|先行|豁免|放弃|免)[^,。;\d]{0,14}$|[减扣]除?$"
)
_TAKEN = re.compile(r"^[)]*(?:[^,。;、\d]{0,6})(?:扣除|减除|抵扣|扣减|不再支付)")
_NEXT = re.compile(
    rf"。?\s*(?:\d\.\d+|[(]?[一二三四五六七八九十\d]{{1,2}}[)、.]|[①-⑳|-])?\s*(?:第{_N}(?:期|笔|次|批|回)|{_N}[回次期]|余款|余下|剩余|其余|尾款|末期|最后)"
)
"""What leads to another instalment, also after a full stop."""
_NEAR = 48
"""So far from an amount its day stands at most."""
_JOINT, _LONG, _ROWS = 40, 90, 160
_TAKES_UP = re.compile(r"(?:将|把|该|这)[\s¥]*$")
_ROW = re.compile(r"\n\d{1,2},")
"""The next row of a table."""
"""So many characters stand between two items of a list, and between two dated ones."""


@dataclass(frozen=True)
class Part:
    """One amount of a text with what stands around it."""

    amount: Amount
    value: Decimal
    lead: str
    after: str
    depth: int
    product: bool = False
    """Whether it only says what the price before it makes (每天350元共4200元): an item, no total."""

    @cached_property
    def total(self) -> bool:
        """Return whether it is called a sum."""
        return not self.product and bool(TOTAL.search(self.lead[-32:]))

    @cached_property
    def price(self) -> bool:
        """Return whether it is the price of one, or a limit, not what is to be added up."""
        return bool(_PRICE.search(self.lead) or _RATE.match(self.after))

    @cached_property
    def penalty(self) -> bool:
        """Return whether it is due on default alone."""
        return bool(_PENALTY.search(self.told))

    @cached_property
    def told(self) -> str:
        """Return what leads to it within its sentence or line."""
        return re.split("[。;\n]", self.lead)[-1]

    @cached_property
    def told_after(self) -> str:
        """Return what follows it within its sentence or line."""
        return re.split("[。;\n]", self.after)[0]

    @cached_property
    def pays(self) -> bool:
        """Return whether it is handed over."""
        return bool(_PAYS.search(self.told + self.told_after) or _FIRST_ITEM.search(self.lead))

    @cached_property
    def share(self) -> bool:
        """Return whether it says who bears it (由甲方承担5000元)."""
        return bool(_SHARE.search(self.told))

    @cached_property
    def taken_off(self) -> bool:
        """Return whether it is taken off what is to be paid."""
        return bool(_MINUS.search(self.lead) or _TAKEN.match(self.after))

    @cached_property
    def signed(self) -> Decimal:
        """Return its value, negative where it is taken off."""
        return -self.value if self.taken_off else self.value

    @cached_property
    def dated(self) -> bool:
        """Return whether a day of its own leads to it, or follows where it is a rest."""
        return has_term(self.told[-_NEAR:]) or bool(
            _LEFT.search(self.told) and has_term(self.told_after.split(",")[0])
        )


def many(word: str) -> int:
    """Return the number that *word* says in figures or in signs (6, 六, 两), 0 where it says none."""
    return int(word) if word.isdigit() else number(word.replace("两", "二")) or 0


def parts(text: str) -> list[Part]:
    """Return the amounts of *text* in order, each with the words before and after it and how deep in brackets it is."""
    told = [each for each in distinct(text) if each.value is not None]
    depths = _depths(text)
    ends = [0, *(each.end for each in told)]
    starts = [*(each.start for each in told[1:]), len(text)]
    made: list[Part] = []
    for each, end, start in zip(told, ends, starts, strict=False):
        lead = text[end : each.start]
        product = bool(made) and made[-1].price and bool(_MAKES.fullmatch(lead))
        made.append(
            Part(each, each.value or Decimal(0), lead, text[each.end : start], depths[each.start], product)
        )
    return made


def without_prices(text: str) -> Decimal:
    """Return what the amounts of *text* make, the prices of one piece apart."""
    return sum((part.value for part in parts(text) if not part.price), Decimal(0))


def _depths(text: str) -> list[int]:
    made, depth = [0], 0
    for sign in text:
        depth = max(0, depth + (sign == "(") - (sign == ")")) if sign != "\n" else 0
        made.append(depth)
    return made


def before_total(told: Sequence[Part], place: int) -> Iterator[list[Part]]:
    """Yield the lists that the total at *place* may add up, one for each depth of brackets, last part first."""
    for depth in sorted({each.depth for each in told[max(0, place - 1) : place + 1]}):
        run: list[Part] = []
        after = told[place]
        for each in told[:place][::-1]:
            total = each.total and each.depth == depth
            if each.depth < depth or not _joined(after, own=bool(run)) or total:
                break
            if each.depth == depth and not (each.price or _is_same(each, run)):
                run.append(each)
            after = each
        yield run


def _is_same(part: Part, run: Sequence[Part]) -> bool:
    """Return whether the last item of *run* only takes up the sum of *part* (花费4808元,退货后将4808元垫给旅游者)."""
    return bool(run) and run[-1].value == part.value and bool(_TAKES_UP.search(run[-1].lead))


def _joined(later: Part, *, own: bool) -> bool:
    """Return whether *later* goes on the list before it; a total may sum up what ended with a full stop."""
    gap = later.lead
    if not own and _AGAIN.search(gap[-16:]):
        gap = gap.replace("。", "", 1)
    most = _ROWS if _ROW.search(gap) else _LONG if later.dated else _JOINT
    return bool(gap) and "。" not in gap and len(gap.strip()) < most


def opened(told: Sequence[Part], place: int) -> bool:
    """Return whether words before the amount at *place* say that it is the first of a list of parts."""
    part = told[place]
    said = (
        _OPENS.search(part.lead.rpartition("。")[2]),
        _FIRST.search(part.lead),
        _ON_NEXT_LINES.search(part.lead),
    )
    return not part.penalty and any((_in_brackets(told, place), *said))


def itemised(told: Sequence[Part], place: int) -> bool:
    """Return whether the amount at *place* stands behind a name and a colon, as a list of parts has them."""
    return bool(place and not told[place].penalty and _COLON.match(told[place].lead))


def _in_brackets(told: Sequence[Part], place: int) -> bool:
    """Return whether the amount at *place* begins a list in brackets right after a total (共900元(A500元、B400元))."""
    if not 0 < place < len(told) - 1:
        return False
    total, part, later = told[place - 1 : place + 2]
    listed = _ITEM_BEGINS.match(part.lead) and _ITEM_FOLLOWS.match(later.lead)
    return bool(listed) and total.total and total.depth < part.depth == later.depth


def enumerated(part: Part) -> bool:
    """Return whether *part* is named right after the item before it (A500元、B400元)."""
    return bool(_ITEM_FOLLOWS.match(part.lead))


def begins(told: Sequence[Part], place: int) -> bool:
    """Return whether dates alone, or who bears how much, make the amount at *place* and the next ones a list."""
    part, later = told[place], told[place + 1 : place + 2]
    if not later or part.penalty or part.total or not _goes_on(later[0]):
        return False
    dated = any(each.dated and not each.penalty for each in told[place + 1 : place + 3])
    return (part.pays and part.dated and dated) or (part.share and later[0].share)


def heads(told: Sequence[Part], place: int) -> bool:
    """Return whether the amount at *place* is the sum whose parts follow (分两笔付57000元:第一笔...)."""
    part, later = told[place], told[place + 1 : place + 2]
    announced = ANNOUNCED.search(part.told)
    if not later or not announced or ":" in part.told[announced.end() :] or _FIRST.search(part.told):
        return False
    return not (part.dated and later[0].dated)


def following(told: Sequence[Part], place: int) -> list[Part]:
    """Return the list that begins at *place*: as deep in brackets, until a total, another list or a full stop."""
    first = told[place]
    run = [] if first.price else [first]
    for each in told[place + 1 :]:
        if each.depth < first.depth or not _goes_on(each) or each.total:
            break
        if each.depth == first.depth and not each.price:
            run.append(each)
    return run


def _goes_on(part: Part) -> bool:
    gap = part.lead
    if _OPENS.search(gap):
        return False
    if part.share or _NEXT.match(re.sub(r"^[^。\n]*(?=[。\n])", "", gap)):
        return len(gap) < _LONG
    return "。" not in gap and len(gap.strip()) < (_LONG if part.dated else _JOINT)
