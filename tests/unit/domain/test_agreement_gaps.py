"""Sound drafts in many hands from which something is taken out: the gap is seen, whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.unit.domain.test_agreement_sets import SOUND, Sample
from workflows.documents.amount import capitals
from workflows.domain.agreement_check import check_agreement, even
from workflows.domain.case import CaseDocument
from workflows.domain.drafting.amounts import Amount, distinct

_DAY = re.compile(
    r"(?:[于在自从]|最迟|不晚于)?(?:(?:今年)?[(]?(?:20\d\d|二〇二[五六七])年[)]?)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]?(?:[(][^)]*[)])?(?:\d{1,2}[时点])?"
    r"(?:以前|之前|前|以内|内|当天|当日|起|底前|底|那天)?|20\d\d年\d{1,2}月(?:底|末|初)?(?:以前|之前|前|起)?"
    r"|[^,。;、\n]{0,8}?(?:[\d一二三五六七十]+个?(?:工作)?[日天]之?内|当[日天场即]|当面|即时|现场|同日|同时|每月[^,。;]{0,8}?[前日底]"
    r"|签[^,。;]{0,8}?时)"
)
_WAY = re.compile(
    r"[,]?(?:(?:以|用|通过|由|采用)?[^,。;\n]{0,4}(?:现金|现钞|现钱|现款|微信|支付宝|转账|银行|汇[入至到款]|转[入至到给]|打[入到给]|存[入到进]"
    r"|账户|账号|卡|尾号|收款码|代发|存折|户名|当面|当场|电汇|对公|抵扣|折抵|扣除|抵)[^,。;、\n]{0,40}?(?=[,。;\n]|$))"
)
_BREACH = re.compile(
    r"逾期|超期|违|不[^,]{0,8}的|没[有]?[^,]{0,10}的|反悔|要是|如果|哪|谁|每拖|拖|到期不|到时|断|若|一方|未[^,]{0,12}的"
)
_SETTLED = re.compile(
    r"再|了结|两清|互不|终结|解决|结束|结清|了断|放弃|勾销|翻篇|算完|搁平|争议|纠纷|瓜葛|和好|清|为止|过去|终止"
)


def sums_changed(text: str) -> str:
    """Return *text* with its first total ten yuan higher, in figures and in words; totals are found by adding."""
    told = [amount for amount in distinct(text) if amount.value]
    for place, amount in enumerate(told):
        if any(_adds_up(amount, group) for group in (told[:place][-5:][::-1], told[place + 1 :][:5])):
            more = (amount.value or 0) + 10
            return f"{text[: amount.start]}{more}元({capitals(more)}){text[amount.end :]}"
    return text


def _adds_up(total: Amount, beside: list[Amount]) -> bool:
    values = [each.value or 0 for each in beside]
    return any(sum(values[:count]) == total.value for count in range(2, len(values) + 1))


def without(words: re.Pattern[str]) -> Callable[[str], str]:
    """Return what takes the sentences with *words* out of a text."""
    return lambda text: "".join(part for part in re.split(r"(?<=[。;\n])", text) if not words.search(part))


FREE_HANDS = ("one", "two", "three", "four", "five", "six", "seven")
"""Authors who knew neither rules nor sets: of their drafts less is seen, and each has a bound of its own."""
GAPS: dict[str, tuple[Callable[[str], str], str, float, float]] = {
    "totals": (sums_changed, "sum-differs amount-words-differ", 0.75, 0.55),
    "days": (
        lambda text: _DAY.sub("", text),
        "due-missing periodic-schedule vague-time date-without-year",
        0.80,
        0.78,
    ),
    "breach": (without(_BREACH), "breach-missing", 0.82, 0.75),
    "settlement": (without(_SETTLED), "ends-dispute-missing", 0.90, 0.89),
    "way of payment": (lambda text: _WAY.sub("", text), "method-missing", 0.75, 0.60),
}


def _gapped(change: Callable[[str], str], samples: Iterable[Sample]) -> Iterator[str]:
    for sample in samples:
        text = even(sample.text)
        changed = change(text)
        if changed != text:
            yield changed


@pytest.mark.slow
@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_is_seen(gap: str) -> None:
    """Most drafts that lack it are named; the rest was performed on the spot, or says it in other words."""
    change, rules, part, part_of_free = GAPS[gap]
    free = [sample for sample in SOUND if sample.id.startswith(FREE_HANDS)]
    known = [sample for sample in SOUND if sample not in free]
    for samples, least in ((known, part), (free, part_of_free)):
        drafts = list(_gapped(change, samples))
        seen = [draft for draft in drafts if _named(draft) & set(rules.split())]
        assert len(drafts) > 50
        assert len(seen) / len(drafts) >= least


def _named(draft: str) -> set[str]:
    return {each.rule for each in check_agreement(CaseDocument(), text=draft)}
