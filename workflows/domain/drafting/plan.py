"""Instalments told one after another: which of them has no day of its own although the others have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from workflows.domain.drafting.amounts import Amount, distinct
from workflows.domain.drafting.days import days, has_term
from workflows.domain.drafting.parts import ANNOUNCED, many

_MOST = 12
_VERB = r"(?:支付|偿还|归还|返还|退还|给付|付清?|赔付|赔偿|补偿|退|还|给|汇|转)"
_BARE = re.compile(
    r"[)]*[,;。\s]+(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.]|[①-⑳-])?\s*"
    rf"(?:第[一二三四五六七八九十\d]+[期笔次批款][:,为]?(?:由?[甲乙]方|被?申请人)?(?:再|应|须)?{_VERB}?|(?:余款|余下|剩余|其余|尾款)[^,。;\d]{{0,4}}{_VERB}|(?:再|应|须)*{_VERB})?"
    r"(?:人民币)?[¥\s]*"
)
"""What leads to an instalment without a day: its number, who pays, a verb, nothing else."""

_EACH_ON = re.compile(r"每[期次笔][^。]{0,60}?(?:日期?|时间)(?:分别|依次)?(?:为|是|如下):?(?P<days>[^。]+)")
"""One sum for each, and then the days one after the other (每期6000元，付款日分别为……)."""


def miscounted_days(sentence: str) -> tuple[str, int] | None:
    """Return how many instalments *sentence* announces and how many days it lists for them, where these differ."""
    announced = ANNOUNCED.search(sentence)
    told = _EACH_ON.search(sentence, announced.end()) if announced else None
    listed = len(list(days(told["days"]))) if told else 0
    if announced is None or listed <= 1 or listed == many(announced["n"]):
        return None
    return announced[0], listed


def undated_instalments(text: str) -> Iterator[str]:
    """Yield the instalments of *text* without a day, where others that make up the same sum have one."""
    told = [each for each in distinct(text) if each.value]
    for run in _runs(told):
        leads = [_lead(text, told, each) for each in run]
        dated = [has_term(lead) for lead in leads]
        if not any(dated):
            continue
        for each, lead, known in zip(run, leads, dated, strict=True):
            if not known and _BARE.fullmatch(lead) and not has_term(tail(text, told, each)):
                yield lead.strip(",;。 \n") + each.quote
        return


def _runs(told: Sequence[Amount]) -> Iterator[Sequence[Amount]]:
    """Yield the amounts that follow each other and make up one that stands before them; the longest first."""
    first: dict[Decimal | None, int] = {}
    for place, amount in enumerate(told):
        first.setdefault(amount.value, place)
    for count in range(min(_MOST, len(told) - 1), 1, -1):
        for start in range(1, len(told) - count + 1):
            run = told[start : start + count]
            whole = sum(each.value or 0 for each in run)
            if first.get(Decimal(whole), start) < start:
                yield run


def _lead(text: str, told: Sequence[Amount], amount: Amount) -> str:
    """Return the words since the amount before."""
    place = told.index(amount)
    return text[told[place - 1].end if place else 0 : amount.start]


def tail(text: str, told: Sequence[Amount], amount: Amount) -> str:
    """Return the words up to the next point or amount."""
    place = told.index(amount)
    until = told[place + 1].start if place + 1 < len(told) else len(text)
    return re.split(r"[;。\n]", text[amount.end : until])[0]
