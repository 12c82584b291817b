"""Payments in a draft: clauses that speak of the same money together, and who pays whom in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, islice

from workflows.domain.drafting.amounts import Amount, distinct
from workflows.domain.drafting.clauses import performed, settles, waives
from workflows.domain.drafting.days import has_term
from workflows.domain.drafting.memory import remembered
from workflows.domain.drafting.promises import DEMANDED, PAY
from workflows.domain.drafting.reading import Clause, Reading, sentences
from workflows.domain.drafting.recogniser import seen

_ASIDE = re.compile(
    r"违约金|滞纳金|罚|利息|每日|每天|每逾期|每月|按月|每年|每期|每季|每周|定额|另行|已(?:经)?(?:支付|垫付|给付|付|给)|垫付|保险公司|原价|标的|价值|估价|评估(?!费|的?工钱)|要求|主张|请求|诉求|放弃|减免"
)
_BACK = re.compile(
    r"全部款项|全款|(?:上述|该|此|前述|以上|前款|这笔|同一|前列|第[一二三四五六七八九十\d]+[条项款]的?)(?:款|费|金|赔|补|钱|应付|总|各?项|两项|欠|工资|保险)|(?:余款|尾款|余下|剩余|其余|剩下|还差的)|同一[张个]?(?:卡|账户|存折)|这个(?:卡|账户|存折)|第[一二三四五六七八九\d]+[期笔次]|分[一二两三四五六\d]+[期次笔]"
)
_ALL = re.compile(r"(?:上述|前述|以上|前列)[^,。;]{0,6}(?:款|费|金|项|共|合计|总)")
_OF_MONEY = re.compile(
    r"(?:[退给还赔交]清|转[^,。;]{1,10}(?:卡|微信|银行|信用社)|款|钱|付|发放|账户|账号|转账|现金|微信|支付宝|汇|打到|存(?:入|到)|(?:履行|返还|退还|交付)(?:方式|时间)|期限|时限)"
)
_OTHER_MATTER = re.compile(r"保证期间|保证责任|担保范围|放弃|不再|再无|(?:之日起|后|方可)生效|了结|终结|一式")
_BALANCED = re.compile(r"折抵|找补|相抵|互抵|抵[消销扣](?:后|以后|之后)|品迭")
_EACH = re.compile("各|每|均|平均|分[一二两三四五六七八九十\\d]+[期次笔个]")


@dataclass(frozen=True)
class Payment:
    """One sum of money as far as the draft speaks of it: where it begins, and the clauses that speak of it."""

    clauses: tuple[Clause, ...]

    @property
    def where(self) -> str:
        """Return where the sum is named first."""
        return self.clauses[0].where

    @cached_property
    def main(self) -> str:
        """Return everything that is said of it, penalties apart."""
        told = [part for clause in self.clauses for part in sentences(clause.main)]
        return "。".join(part for part in told if speaks_of_money(part))

    set_off: bool = False
    """Whether the draft balances the sums against each other, so that only the difference has a day."""

    @cached_property
    def only_on_default(self) -> bool:
        """Return whether every sentence of it with a sum reads like what follows from default."""
        told = [
            part
            for clause in self.clauses
            if clause.pays
            for part in sentences(clause.main)
            if distinct(part)
        ]
        return bool(told) and all(
            not has_term(part) and seen("breach", [part], by_rule=False) for part in told
        )

    @property
    def quote(self) -> str:
        """Return the first sentence that names it."""
        named = [part for part in sentences(self.clauses[0].main) if distinct(part)]
        return (named or sentences(self.main))[0]


def payments(reading: Reading) -> list[Payment]:
    """Return the sums that the draft promises, each with every clause that speaks of it."""
    return list(_payments(reading))


@remembered
def _payments(reading: Reading) -> Sequence[Payment]:
    groups: list[_Group] = []
    if not reading.payments:
        apart = _told_apart(reading)
        return [Payment(apart)] if apart else []
    for clause in reading.payments:
        summed = len(groups) > 1 and _adds_up(groups, clause)
        if summed or (len(groups) > 1 and _ALL.search(clause.main)):
            groups = [_Group(each for group in groups for each in group.clauses)]
        homes = [group for group in groups if not group.values.isdisjoint(_values(clause))][1:]
        home = groups[0] if summed else _home(groups, clause)
        if home is None:
            groups.append(_Group([clause]))
            continue
        home.add([clause, *(each for group in homes if group is not home for each in group.clauses)])
        groups = [group for group in groups if group is home or group not in homes]
    asides = _beside(reading)
    balanced = bool(_BALANCED.search(reading.promised))
    dated, made = _dated(reading)
    merged = _merged([group.clauses for group in groups])
    told = [Payment((*group, *_plan(dated, made, group), *asides), balanced) for group in merged]
    return [each for each in told if not each.only_on_default]


def _beside(reading: Reading) -> list[Clause]:
    """Return the clauses that promise no sum by themselves and say something of one: its time, its way."""
    return [
        clause
        for clause in reading.clauses
        if not clause.pays
        and any(_OF_MONEY.search(part) and not _OTHER_MATTER.search(part) for part in sentences(clause.main))
    ]


class _Group:
    """Clauses that speak of the same money, with the sums that they name."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self.clauses: list[Clause] = []
        self.values: set[Decimal] = set()
        self.total = Decimal(0)
        self.add(clauses)

    def add(self, clauses: Iterable[Clause]) -> None:
        """Take *clauses* in."""
        for clause in clauses:
            self.clauses.append(clause)
            self.values.update(_values(clause))
            self.total += sum(_values(clause))


def _home(groups: Sequence[_Group], clause: Clause) -> _Group | None:
    """Return the sum that *clause* speaks of: one that its amounts fit, else the last one where it refers back."""
    here = _values(clause)
    told = [a.value for a in distinct(clause.main) if a.value is not None]
    wanted = {*here, *(sum(values, Decimal(0)) for values in (here, told) if len(values) > 1)}
    shares = [value for value in here if value] if _EACH.search(clause.main) else []
    fit = (
        group
        for group in groups
        if not here
        or not group.values.isdisjoint(wanted)
        or group.total in here
        or _completed(group.total, here)
        or (shares and _divides(shares, group.values))
    )
    return next(fit, groups[-1] if groups and _BACK.search(clause.main) else None)


def _merged(groups: Sequence[list[Clause]]) -> list[list[Clause]]:
    """Return *groups* with the parts of a sum joined to what states it (共9400元:(1)5月前付5600元,(2)8月前付3800元)."""
    made = list(groups)
    summed = [group for group in groups if _values(group[0])]
    told = [list(map(each, summed)) for each in (_first_sum, _all_sums)]
    start = 0
    for group in groups:
        start += bool(_values(group[0]))
        wholes = set(_values(group[0]))
        until = [list(accumulate(values[start:], initial=Decimal(0))) for values in told]
        for count in () if all(map(wholes.isdisjoint, until)) else range(len(summed) - start, 1, -1):
            if any(sums[count] in wholes for sums in until) and group in made:
                parts = summed[start : start + count]
                joined = [*group, *(clause for each in parts for clause in each)]
                made = [joined if each is group else each for each in made if each not in parts]
                break
    return made


def _first_sum(group: Sequence[Clause]) -> Decimal:
    return _values(group[0])[-1]


def _all_sums(group: Sequence[Clause]) -> Decimal:
    """Return what the points of *group* make, where several name the same sum (第三期10700元,第四期10700元)."""
    return sum((values[-1] for values in map(_values, group) if values), Decimal(0))


def _plan(dated: Sequence[Clause], made: Set[Decimal], group: Sequence[Clause]) -> Sequence[Clause]:
    """Return the *dated* clauses that together make up the sum of *group*, which is one of *made* then."""
    return dated if any(value in made for clause in group for value in _values(clause)) else ()


def _dated(reading: Reading) -> tuple[Sequence[Clause], Set[Decimal]]:
    """Return the dated clauses that promise nothing by themselves, and the sums that they make together."""
    dated = [
        clause for clause in reading.clauses if not clause.pays and _values(clause) and has_term(clause.main)
    ]
    return dated, _sums([sum(_values(clause), Decimal(0)) for clause in dated])


def _sums(values: Sequence[Decimal]) -> set[Decimal]:
    """Return what two or more neighbours of *values* make."""
    return {
        made
        for start in range(len(values))
        for made in islice(accumulate(values[start:], initial=Decimal(0)), 2, None)
    }


def _told_apart(reading: Reading) -> tuple[Clause, ...]:
    """Return the clauses of a sum that is stated in one sentence and promised in another (实交3888元。于5月前交清)."""
    sums = [clause for clause in reading.clauses if _values(clause)]
    promises = [clause for clause in reading.clauses if _promises(clause)]
    return tuple(dict.fromkeys([*sums, *promises, *_beside(reading)])) if sums and promises else ()


def _promises(clause: Clause) -> bool:
    return any(
        PAY.search(DEMANDED.sub("", part)) and not (waives(part) or performed(part) or settles(part))
        for part in sentences(clause.main)
    )


def is_aside(text: str, amount: Amount) -> bool:
    """Return whether the amount is a penalty, a rate, a past payment or a price, not what is to be paid."""
    before = text[max(0, amount.start - 12) : amount.start]
    return bool(_ASIDE.search(re.split(r"\d元", before)[-1]))


@remembered
def speaks_of_money(sentence: str) -> bool:
    """Return whether *sentence* says something of a payment: its sum, its way, its time."""
    return bool(distinct(sentence) or PAY.search(sentence) or _OF_MONEY.search(sentence))


def _adds_up(groups: Sequence[_Group], clause: Clause) -> bool:
    """Return whether *clause* names the sum of everything that was promised before it."""
    told = [_values(group.clauses[0]) for group in groups]
    made, here = sum((values[-1] for values in told if values), Decimal(0)), _values(clause)
    return made in here or _completed(made, here)


def _completed(made: Decimal, here: Sequence[Decimal]) -> bool:
    """Return whether one of *here* is the sum of *made*, told before, and of the others (另付1500元;共2280元)."""
    return made > 0 and len(here) > 1 and any(2 * whole == made + sum(here) for whole in here)


def _divides(shares: Sequence[Decimal], wholes: Set[Decimal]) -> bool:
    """Return whether one of *shares* is an equal share of a sum named before (每月前各返还12000元)."""
    return any(whole > part and whole % part == 0 for part in shares for whole in wholes)


def _values(clause: Clause) -> Sequence[Decimal]:
    return _owed(clause.main)


@remembered
def _owed(text: str) -> tuple[Decimal, ...]:
    return tuple(a.value for a in distinct(text) if a.value is not None and not is_aside(text, a))
