"""Rules on money: who pays whom how much, in figures and words that agree, in parts that add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from workflows.domain.drafting.amounts import amounts, distinct, number, pairs
from workflows.domain.drafting.clauses import waives, without_waiver
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.parts import parts
from workflows.domain.drafting.payments import (
    is_aside,
    payments,
)
from workflows.domain.drafting.plan import miscounted_days
from workflows.domain.drafting.promises import ABOUT_ASIDE, DEMANDED, PAY
from workflows.domain.drafting.reading import Clause, Reading, sentences
from workflows.domain.drafting.sides import missing_sides
from workflows.domain.drafting.sums import (
    Difference,
    Miscount,
    balances,
    differences,
    follows,
    months,
    products,
    series,
)
from workflows.domain.drafting.ways import missing_way, names_way

_REFERS = re.compile(r"(?:上述|前述|前款|该笔|此笔|这笔|前列)[^,。;:\d一二三四五六七八九十由分各归]{0,10}$")
_UNIT_PRICE = re.compile(r"(?:每|单价)[^,。;\d]{0,6}$")
_LEADS, _MANY, _SHORTEST = 16, 60, 2
_PERIODIC = re.compile(r"每(?:个)?月|每期|按月(?!息|利)|每季度?|每年|每周")
_TIMES = re.compile(
    r"(?:共|分|为期|连续?(?:支付|给付|偿还|[付还交给])|连续|计|付满|一共)\s*(?P<n>[一二两三四五六七八九十百\d]{1,4})\s*(?:个月|期|次|年|个季度)|(?P<m>[一二两三四五六七八九十\d]{1,3})(?:期|个月)(?=,?(?:共计?|合计|总计))"
    r"|(?P<q>[一二两三四五六七八九十\d]{1,3})(?:期|次|个月)(?:[付还给交结])(?:[满清完齐])"
    r"|(?<![预已])[付还](?P<k>[一二两三四五六七八九十\d]{1,3})(?:个月|期)(?=[,。;)]|$)"
)
_ASKED = re.compile(r"(?:要求|主张|请求|索要|索赔|喊|开口)[^,。;\d]{0,8}$")
"""What somebody asked for first is no sum that the agreement repeats."""
_EQUAL = re.compile(
    r"分\s*(?P<n>[一二两三四五六七八九十\d]{1,3})\s*(?:期|次|个月)[^,。;\d]{0,2}(?:平均|等额|均等)"
)
_ITEM_BEFORE = re.compile(r"元[^,。;\d]{0,3}、[^,。;:\d]{2,14}$")
_NAMED_BEFORE = re.compile(r"(?:上述|前述|以上|前列)(?:全部|各项)?[^,。;]{0,6}(?:款|费|金|钱)")
"""The sum stands in a point before (付清上述款项)."""
_NO_MONEY = re.compile(
    r"(?:不(?:再)?|无需|无须)(?:要求|需要|用|必)?[^,。;]{0,4}(?:赔偿|补偿|支付|给付)|按附[件表]"
)
_NOT_DEMANDED = re.compile(
    r"(?:不(?:再|得|会|能|另行?|予)*|无权|放弃)(?:向[^,。;]{1,12}?)?(?:要求|请求|主张|索要|索赔|追要|追偿|提出)[^,。;]*"
)
"""What nobody demands any more is no payment."""
_SURETY = re.compile(r"保证人|担保人|连带(?:清偿|保证)?责任")
_UNITLESS = re.compile(
    r"(?:支付(?!宝)|赔偿(?!义务|权利)|补偿|给付|偿还|归还|返还|退还|付给|补交|补缴|交纳|(?<!索)赔(?!偿)|(?<![减清])退(?![休伍役回租]))(?![^,。;\d]*(?:尾号|微信号|[A-Za-z]|\d{4}[-/.]\d{1,2}[-/.]|账号|卡号|账户|车|电话|手机))[^,。;\d]{0,16}?(?P<n>\d{3,9}(?:\.\d+)?)(?!\d|[.]\d|,\d{3}(?!\d)|[-/、]\d|\s*[万千百元块年月日号平米台个套亩斤%期次字第房户室楼弄幢栋])"
)
_BARE_BESIDE_WORDS = re.compile(
    r"(?<![\d.,])\d{3,9}[(](?:人民币|大写:?)?[壹贰叁肆伍陆柒捌玖拾佰仟万零]{2,}[)](?![元圆])"
)
"""A figure without a unit beside words without one (5380(伍仟叁佰捌拾))."""
_PROMISE = re.compile(
    r"(?:支付|赔偿|补偿|给付|偿还|返还|退还|付)[^,。;]{0,24}(?:费用?|款项?|金|损失|工资|报酬|货款|欠款|借款|租金)"
)
_ODD_WORDS = re.compile(
    r"[壹贰叁肆伍陆柒捌玖拾佰仟万千百]\d[拾佰仟百千万元圆]|大写[)]?\s*[:]?\s*[_＿]{2,}|[壹贰叁肆伍陆柒捌玖拾佰仟万](?:[元圆]{2,}[整正]?|[元圆][整正]{2,})|大写[:为)]?\s*(?:人民币)?[壹贰叁肆伍陆柒捌玖拾佰仟万]{2,}[整正]?(?=[),。;])"
)
"""A unit said twice, and capital numerals without one."""
_BLANK_SUM = re.compile(
    r"(?:[_＿]{2,}|(?<=[¥币计款费金钱])\s{2,}|若干|[×Xx*]{1,4}|[?]{1,4}|[(]\s*[)])\s*(?:百|千|万)?[元块]|[¥币]\s*[_＿]{2,}|(?:[款费金钱额]|人民币)若干(?!期|次|笔)"
    r"|(?:一部分|一些|(?<![后每第这该那])一笔|一点|适当|合理)的?(?:钱|款|金额|数额)(?!.*\d元)"
)
_LOOSE_SUM = re.compile(
    r"\d[百千万][余多来]元|[一二两三四五六七八九十百千万几\d](?:来|多|把|几)(?:百|千|万)?[块元]|几[十百千万]+[多来余]?[块元]|[一二两三四五六七八九]([一二两三四五六七八九])[百千万][多来]?[块元]|[一二两三四五六七八九十几\d][百千万](?:多|来)(?=[,。;(])"
    r"|(?:大约|大概|(?<!违)(?<!合)(?<![条公预特履值])约|差不多)(?:为|是)?(?:人民币)?[¥\s]*\d[\d,.]*\s*万?元|\d[\d,.]*\s*万?元(?:左右|上下|以上)"
    r"|\d[\d,.]*\s*(?:-|~|至|到)\s*\d[\d,.]*\s*万?元(?:之间|不等)"
    r"|(?:金额|数额|多少|具体数)[^,。;]{0,8}(?:待定|再定|另定|另议|再议|面议|再行?[协商确]定?|另行(?:协商|商定|约定|确定|结算)|以后[^,。;]{0,4}[说定算])"
)
"""A sum whose place stands empty, and one that is only about so much."""
_ITEM_OF_PLAN = re.compile(
    r"\s*(?:[(]?[一二三四五六七八九十\d]{1,2}[)、.]\s*)?(?:付款|支付|履行|给付|还款)(?:人|期限|时间|时限|日期|地点|约定)[^。;\n]{0,6}[:]"
)


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield what the rules on money find."""
    yield from _pairs(reading)
    yield from _rows(reading)
    yield from _persons(reading)
    yield from _sums(reading)
    yield from _against_field(reading)
    yield from missing_way(reading)
    yield from _without_amount(reading)


def _pairs(reading: Reading) -> Iterator[AgreementFinding]:
    for clause in reading.clauses:
        for one, two in pairs(clause.text):
            if one.value is not None and two.value is not None and one.value != two.value:
                yield found("amount-words-differ", clause.where, f"{one.quote} / {two.quote}")
        for amount in amounts(clause.text):
            if amount.value is None:
                yield found("amount-words-malformed", clause.where, amount.quote)
        for odd in _ODD_WORDS.finditer(clause.text):
            yield found("amount-words-malformed", clause.where, odd[0])
    yield from _referred(reading)
    yield from _words_missing(reading)


def _referred(reading: Reading) -> Iterator[AgreementFinding]:
    """Look for 上述16000元 where no such sum was named, and for sums that differ by digits in another order."""
    known: list[Decimal] = [a.value for a in distinct(reading.preamble) if a.value]
    asked = {
        a.value for a in distinct(reading.preamble) if _ASKED.search(reading.preamble[: a.start][-_LEADS:])
    }
    told = _Told([value for value in known if value not in asked])
    shares, prices = _shares(reading.promised), _prices(reading.preamble)
    for clause in reading.clauses:
        adds_up = _adds_up(clause)
        for amount in distinct(clause.main):
            if not amount.value:
                continue
            before = clause.main[max(0, amount.start - _LEADS) : amount.start]
            wrong = known and _REFERS.search(before) and not follows(amount.value, known)
            twisted = None if adds_up or amount.value in shares else _twisted(amount.value, before, told)
            wrong = wrong and not any(amount.value % price == 0 for price in prices)
            if (wrong or twisted) and amount.value not in known and not _sum_of(amount.value, known):
                yield found("amount-text-differs", clause.where, f"{twisted or known[-1]} / {amount.quote}")
            if not _UNIT_PRICE.search(before):
                known.append(amount.value)
                if amount.value not in asked:
                    told.add(amount.value)


def _prices(text: str) -> list[Decimal]:
    """Return the prices of one that *text* tells (每亩每年900元): a sum may be a multiple of them."""
    return [a.value for a in distinct(text) if a.value and _UNIT_PRICE.search(text[: a.start][-_LEADS:])]


def _shares(text: str) -> set[Decimal]:
    """Return the amounts of *text* that make, with those beside them, a sum told before them."""
    values = [a.value for a in distinct(text)[:_MANY] if a.value]
    until = list(accumulate(values, initial=Decimal(0)))
    runs = (
        values[start:end]
        for start in range(1, len(values))
        for end in range(start + 2, len(values) + 1)
        if until[end] - until[start] in values[:start]
    )
    return {value for run in runs for value in run}


def _adds_up(clause: Clause) -> bool:
    """Return whether one amount of *clause* is the sum of all the others."""
    told = [amount.value or Decimal(0) for amount in distinct(clause.main)]
    return any(each and 2 * each == sum(told) for each in told)


class _Told:
    """Sums in the order in which they were told, found by how they are spelt."""

    def __init__(self, values: Sequence[Decimal]) -> None:
        self.values: list[Decimal] = []
        self.first: dict[str, int] = {}
        for value in values:
            self.add(value)

    def add(self, value: Decimal) -> None:
        """Note that *value* was told."""
        self.first.setdefault(_spelt(value), len(self.values))
        self.values.append(value)


def _twisted(value: Decimal, before: str, told: _Told) -> Decimal | None:
    """Return the sum that *value* was to repeat; what follows from other sums, or goes on a list, repeats none."""
    count = len(told.values) - bool(_ITEM_BEFORE.search(before))
    place = min((told.first.get(other, count) for other in _exchanged(value)), default=count)
    return told.values[place] if place < count and not follows(value, told.values) else None


def _exchanged(value: Decimal) -> Iterator[str]:
    """Yield how a sum is spelt that has two neighbouring digits of *value* in the other order (4680, 4860)."""
    whole = _spelt(value)
    digits = whole.rstrip("0")
    for at in range(len(digits) - 1 if len(digits) > _SHORTEST else 0):
        one, two = digits[at], digits[at + 1]
        swapped = digits[:at] + two + one + digits[at + 2 :]
        if one != two and not swapped.endswith("0"):
            yield swapped + whole[len(digits) :]


def _spelt(value: Decimal) -> str:
    return f"{int(value) if value == int(value) else value}"


def _sum_of(value: Decimal, known: Sequence[Decimal]) -> bool:
    """Return whether two or more neighbours among *known*, the last of them, make *value*."""
    until = list(accumulate(known[-_MANY:], initial=Decimal(0)))
    return any(end - start == value for at, start in enumerate(until) for end in until[at + 2 :])


def _words_missing(reading: Reading) -> Iterator[AgreementFinding]:
    spoken = {amount.value for amount in amounts(reading.whole) if amount.words}
    for clause in reading.payments:
        if any(amount.words for amount in amounts(clause.main)):
            continue
        for amount in distinct(clause.main):
            if not is_aside(clause.main, amount) and amount.value not in spoken:
                yield found("amount-words-missing", clause.where, amount.quote)
                return


def _rows(reading: Reading) -> Iterator[AgreementFinding]:
    for where, row in reading.rows:
        if row.amount is None and not row.duty:
            yield found("amount-missing", where)
        if not row.payer:
            yield found("payer-missing", where, row.duty)
        if row.amount is not None and not row.payee:
            yield found("payee-missing", where)


def _persons(reading: Reading) -> Iterator[AgreementFinding]:
    """Look for payer and payee of the sums in the text where no plan names them."""
    if not any(row.payer or row.payee for _, row in reading.rows):
        yield from missing_sides(reading)


def _sums(reading: Reading) -> Iterator[AgreementFinding]:
    agreement = reading.document.agreement
    paid = [row.amount for _, row in reading.rows if row.amount is not None]
    if agreement.amount is not None and paid and sum(paid) != agreement.amount:
        yield found("sum-differs", "分期履行", f"{sum(paid)} ≠ {agreement.amount}")
    for clause in reading.clauses:
        yield from _periods(clause)
    yield from _stated(reading)
    yield from _regular(reading)


def _worked_out(text: str) -> Iterator[Difference]:
    """Yield what does not follow from prices and numbers, months, or equal instalments with a last one."""
    yield from products(text)
    yield from months(text)
    yield from series(text)
    yield from balances(text)


def _stated(reading: Reading) -> Iterator[AgreementFinding]:
    """Check totals, remainders and instalments, in the facts and in the terms, against the amounts beside them."""
    facts, terms = reading.preamble, reading.agreed
    told = [("主要事实", each) for each in (*differences(facts), *_worked_out(facts))]
    told += [("协议内容", each) for each in (*differences(terms, facts=facts), *_worked_out(terms))]
    for where, each in told:
        if isinstance(each, Miscount):
            yield found("instalment-count-differs", where, f"{each.announced} / {each.listed}")
        else:
            yield found("sum-differs", where, f"{each.listed} ≠ {each.stated}")


def _periods(clause: Clause) -> Iterator[AgreementFinding]:
    """Check "每月2000元,共12期,合计24000元", and that as many days are listed as instalments are announced."""
    for sentence in re.split("[。\n]", clause.text):
        if miscounted := miscounted_days(sentence):
            yield found("instalment-count-differs", clause.where, "{} / {}".format(*miscounted))
        times = _TIMES.search(sentence)
        count = _whole(times[times.lastgroup or 0]) if times else None
        told = parts(sentence) if count else []
        each = [part.value for part in told if _PERIODIC.search(part.lead) and not part.total]
        total = [part.value for part in told if part.total]
        if count and each and total and total[0] not in (each[0] * count, *each):
            yield found("sum-differs", clause.where, f"{each[0]} × {count} ≠ {total[0]}")


def _regular(reading: Reading) -> Iterator[AgreementFinding]:
    """Check "每月还2000元,分10期还清" against the debt that another sentence states."""
    for payment in payments(reading):
        equal = bool(_EQUAL.search(payment.main))
        sentence = next((part for part in sentences(payment.main) if _is_regular(part, equal=equal)), "")
        times = _TIMES.search(sentence) or _EQUAL.search(payment.main)
        count = _whole(times[times.lastgroup or 0]) if times else None
        each = [a for a in distinct(sentence) if _PERIODIC.search(sentence[max(0, a.start - 28) : a.start])]
        if not count or len(each) != 1 or each[0].value is None:
            continue
        rest = [
            a.value
            for a in distinct(payment.main)
            if a.value and a.value != each[0].value and not is_aside(payment.main, a)
        ]
        paid = each[0].value * count
        if rest and paid not in rest and not any(paid == one - two for one in rest for two in rest):
            yield found("sum-differs", payment.where, f"{each[0].value} × {count} ≠ {rest[0]}")
            return


def _is_regular(sentence: str, *, equal: bool) -> bool:
    """Return whether *sentence* tells a sum by the month and how often, or how often is told beside it (*equal*)."""
    counted = _TIMES.search(sentence) or (equal and distinct(sentence))
    return bool(counted and _PERIODIC.search(sentence))


def _against_field(reading: Reading) -> Iterator[AgreementFinding]:
    agreement = reading.document.agreement
    if agreement.amount is None:
        return
    rows = {row.amount for _, row in reading.rows}
    values = [
        (clause, amount.value)
        for clause in reading.payments
        for amount in distinct(clause.main)
        if amount.value is not None and not is_aside(clause.main, amount)
    ]
    numbers = [value for _, value in values]
    if not numbers or agreement.amount in numbers or sum(numbers) == agreement.amount or set(numbers) <= rows:
        return
    yield found("amount-text-differs", values[0][0].where, f"{numbers[0]} / {agreement.amount}")


def _without_amount(reading: Reading) -> Iterator[AgreementFinding]:
    has_field = reading.document.agreement.amount is not None or any(r.amount for _, r in reading.rows)
    promised = payments(reading)
    told = any(amounts(each.main) for each in reading.clauses)
    for clause in reading.clauses:
        loose = next(filter(_is_loose, sentences(clause.main)), "")
        if loose:
            yield found("amount-missing", clause.where, loose)
            continue
        bare = _UNITLESS.search(clause.main) or _BARE_BESIDE_WORDS.search(clause.main)
        if bare and not amounts(bare[0]):
            yield found("unit-missing", clause.where, bare[0])
        elif (
            not has_field
            and not promised
            and not _names_way_alone(clause, reading)
            and _PROMISE.search(_NOT_DEMANDED.sub("", clause.main))
            and not (amounts(clause.main) or waives(clause.main) or _NO_MONEY.search(clause.main))
            and not (told and (_NAMED_BEFORE.search(clause.main) or _SURETY.search(clause.main)))
        ):
            yield found("amount-missing", clause.where, sentences(clause.main)[0])
            return


def _is_loose(sentence: str) -> bool:
    """Return whether *sentence* promises a sum whose place stands empty, or that is only about so much."""
    told = ABOUT_ASIDE.sub("", DEMANDED.sub("", without_waiver(sentence)))
    return bool(PAY.search(told) and (_BLANK_SUM.search(told) or _LOOSE_SUM.search(told)))


def _names_way_alone(clause: Clause, reading: Reading) -> bool:
    """Return whether *clause* only says how a sum goes over that a clause or table before it names."""
    alone = names_way(clause.main) or _ITEM_OF_PLAN.match(clause.text)
    return bool(alone) and any(distinct(each.main) for each in reading.clauses)


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else number(text)
