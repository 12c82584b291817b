"""Rules on money: who pays whom how much, in figures and words that agree, in parts that add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from workflows.domain.drafting.amounts import Amount, amounts, distinct, number, pairs
from workflows.domain.drafting.clauses import performed, settles
from workflows.domain.drafting.days import has_term
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.payments import (
    is_aside,
    payments,
    speaks_of_money,
)
from workflows.domain.drafting.plan import tail
from workflows.domain.drafting.reading import Clause, Reading, sentences
from workflows.domain.drafting.recogniser import seen
from workflows.domain.drafting.sides import missing_sides
from workflows.domain.drafting.sums import differences, follows, months, products

_TOTAL = re.compile(
    r"(?:共计|合计|总计|总共|一共|共(?!同)|总额|总金额|总价|总数|总款项?|总和)[^,。;\d¥￥]{0,14}$"
)
_PART = re.compile(
    r"(?:第[一二三四五六七八九十\d]+(?:期|笔|次|批)|首期|首付款?|首笔|首次|尾款|尾期|余款|余下(?!\d+[^\d元万,.])|剩余(?!\d+[^\d元万,.])|其余|末期|末笔|最后一[期笔次]|定金|先行?支付|再支付)"
)
_REST_OF = re.compile(r"余款|余下|剩余|其余|尾款|余额|剩下")
_BASE = re.compile(
    r"[)]?(?:[(][^)]*[)])?的(?:\d|百分之|[一二三四五六七八九]成|一半|半数|[一二三四五六七八九十]+分之)"
)
"""What follows an amount of which only a part is meant (14000元的百分之八十)."""
_NO_ITEM = re.compile(r"其中|每|单价|按|已|欠|扣|减|原|剩|余|限额|以内")
_REFERS = re.compile(r"(?:上述|前述|前款|该笔|此笔|这笔|前列)[^,。;:\d一二三四五六七八九十由分各归]{0,10}$")
_UNIT_PRICE = re.compile(r"(?:每|单价)[^,。;\d]{0,6}$")
_LEADS = 16
_COUNT = re.compile(r"分\s*(?P<n>[一二两三四五六七八九十\d]{1,3})\s*(?:期|次|笔|批)")
_PERIODIC = re.compile(r"每(?:个)?月|每期|按月|每季度?|每年|每周")
_TIMES = re.compile(
    r"(?:共|分|为期|连续|计|付满|一共)\s*(?P<n>[一二两三四五六七八九十百\d]{1,4})\s*(?:个月|期|次|年|个季度)|(?P<m>[一二两三四五六七八九十\d]{1,3})(?:期|个月)(?=,?(?:共计?|合计|总计))"
)
_IN_PARTS = re.compile(r"分期|分次|分批|分[别两三四几](?![处人家户])次?")
_STILL_OWED = re.compile(r"欠[^。;]{0,40}(?:元|本金)|总[额价款]")
_UNITLESS = re.compile(
    r"(?:支付|赔偿(?!义务|权利)|补偿|给付|偿还|归还|返还|退还|付给)(?![^,。;\d]*(?:尾号|微信号|[A-Za-z]|账号|卡号|账户|车|电话|手机))[^,。;\d]{0,16}?(?P<n>\d{3,9}(?:\.\d+)?)(?!\d|[.,]\d|\s*[万千百元块年月日号平米台个套亩斤%期次字第])"
)
_PROMISE = re.compile(
    r"(?:支付|赔偿|补偿|给付|偿还|返还|退还|付)[^,。;]{0,24}(?:费用?|款项?|金|损失|工资|报酬|货款|欠款|借款|租金)"
)
_NOWHERE = re.compile(
    r"(?:付至|汇入|转入|打到)?指定的?账户|(?:给法|付法|咋给|咋个给|怎么给)[^,。;]{0,6}(?:回头|以后|再说|再议)"
)
_ACCOUNT = re.compile(r"\d{6,}|\d{4} \d{4}|尾号|户名|\*{2,}")
"""A named account that is not told, and a way that is left open, are none."""
_ITEM_OF_PLAN = re.compile(
    r"\s*(?:付款|支付|履行|给付|还款)(?:人|期限|时间|时限|日期|地点|约定)[^。;\n]{0,6}[:]"
)
_TOLD_LATER = re.compile(
    r"(?:账户|账号|卡号|方式|地点)[^,。;]{0,10}(?:日后|以后|之后|另行|随后|届时|再)[^,。;]{0,6}(?:提供|通知|告知|确定|约定|商|定)"
)
"""An account that is told later is none."""
_METHOD = re.compile(
    r"转账|原路|原(?:支付|付款)?(?:路径|渠道)|同路径|划付|划转|扣划|本票|代发|刷卡|汇款|转至|汇至|汇入|转入|打入|打到|打给|转到|转给|收款码|[行合储社]卡|信用卡|存款?单|存入|发至|付至(?=[^,。;]{0,20}(?:卡|账|户|行|微信|支付宝))|发到|存折|工资卡|账户|账号|帐号|帐户|卡号|银行卡|开户行|现金|现钱|存到|存进|现款|微信(?!群|通知|告知|告诉|联系|发布|聊天|里说)|支付宝|支票|汇票|(?:当面|当场)(?![^,。;]{0,6}(?:道歉|赔礼|赔个不是|赔不是|认错|致歉|检讨|说明))|代扣|数字人民币|扫码|通过[^,。]{0,16}(?:支付|给付|转|发放)|以[^,。;签章]{0,10}(?:方式|形式)(?!签)"
)
_SET_OFF = re.compile(r"抵给|抵偿|抵账|抵债|抵扣|抵销|抵顶|冲抵|折抵|以物抵|从[^,。;]{1,16}(?:扣除|扣)")
_LEFT_TO_PAY = re.compile(r"(?:余款|余额|剩余|剩下|余|差额|实退|实付|还应|尚应|仍应|还要)[^,。;]{0,8}\d")


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield what the rules on money find."""
    yield from _pairs(reading)
    yield from _rows(reading)
    yield from _persons(reading)
    yield from _sums(reading)
    yield from _against_field(reading)
    yield from _method(reading)
    yield from _without_amount(reading)


def _pairs(reading: Reading) -> Iterator[AgreementFinding]:
    for clause in reading.clauses:
        for one, two in pairs(clause.text):
            if one.value is not None and two.value is not None and one.value != two.value:
                yield found("amount-words-differ", clause.where, f"{one.quote} / {two.quote}")
        for amount in amounts(clause.text):
            if amount.value is None:
                yield found("amount-words-malformed", clause.where, amount.quote)
    yield from _referred(reading)
    yield from _words_missing(reading)


def _referred(reading: Reading) -> Iterator[AgreementFinding]:
    """Look for 上述16000元 where no such sum was named, and for sums that differ by digits in another order."""
    known: list[Decimal] = [a.value for a in distinct(reading.preamble) if a.value]
    for clause in reading.clauses:
        for amount in distinct(clause.main):
            if not amount.value:
                continue
            before = clause.main[max(0, amount.start - _LEADS) : amount.start]
            wrong = known and _REFERS.search(before) and not follows(amount.value, known)
            twisted = next((each for each in known if _exchanged(each, amount.value)), None)
            if (wrong or twisted) and amount.value not in known and not _sum_of(amount.value, known):
                yield found("amount-text-differs", clause.where, f"{twisted or known[-1]} / {amount.quote}")
            if not _UNIT_PRICE.search(before):
                known.append(amount.value)


def _exchanged(one: Decimal, two: Decimal) -> bool:
    """Return whether two neighbouring digits of *one* stand in the other order in *two* (4680, 4860)."""
    whole, other = (f"{int(value) if value == int(value) else value}" for value in (one, two))
    left, right = whole.rstrip("0"), other.rstrip("0")
    off = [at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b]
    swapped = (
        len(off) == 2
        and off[1] == off[0] + 1
        and (left[off[0]], left[off[1]]) == (right[off[1]], right[off[0]])
    )
    return len(whole) == len(other) and len(left) == len(right) > 2 and swapped


def _sum_of(value: Decimal, known: Sequence[Decimal]) -> bool:
    return any(
        sum(known[at:end]) == value for at in range(len(known)) for end in range(at + 2, len(known) + 1)
    )


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
    yield from _instalments(reading)


def _stated(reading: Reading) -> Iterator[AgreementFinding]:
    """Check totals and remainders, in the facts and in the terms, against the amounts beside them."""
    for where, text in (("主要事实", reading.preamble), ("协议内容", reading.promised)):
        for each in (*differences(text), *products(text), *months(text)):
            yield found("sum-differs", where, f"{each.listed} ≠ {each.stated}")


def _instalments(reading: Reading) -> Iterator[AgreementFinding]:
    """Check the instalments that the text lists against the total that it states and the number it announces."""
    text = "\n".join(
        clause.main
        for clause in reading.clauses
        if not performed(clause.main)
        and (clause.pays or _PART.search(clause.text) or _STILL_OWED.search(clause.text))
    )
    values = [amount for amount in distinct(text) if amount.value is not None]
    parts = _named_parts(text, values)
    announced = _COUNT.search(text)
    if announced and len(parts) > 1:
        count = _whole(announced["n"])
        if count is not None and count != len(parts) and not _PERIODIC.search(text):
            yield found("instalment-count-differs", "协议内容", f"{announced[0]} / {len(parts)}")
    if len(parts) < 2:
        owed = _owed_first(text, values)
        dated = announced or _IN_PARTS.search(text) or owed
        parts = [a for a in values if dated and _is_dated(text, values, a) and not is_aside(text, a)]
        parts = [a for a in parts if a is not values[0]] if owed else parts
        parts = [] if parts and parts[0] is values[0] else parts
    if len(parts) > 1:
        yield from _against_total(reading, text, values, parts)


def _named_parts(text: str, values: Sequence[Amount]) -> list[Amount]:
    """Return the amounts that are called instalments; a rest that comes first is what is paid by parts."""
    parts = [amount for amount in values if _PART.search(_segment(text, amount))]
    while parts and _REST_OF.search(_segment(text, parts[0])):
        parts = parts[1:]
    return parts


def _is_dated(text: str, values: Sequence[Amount], amount: Amount) -> bool:
    """Return whether *amount* has its day before it, or, where it is the rest, after it."""
    lead, after = _segment(text, amount), tail(text, values, amount)
    return has_term(lead) or bool(_REST_OF.search(lead) and has_term(after) and not _IN_PARTS.search(after))


def _against_total(
    reading: Reading, text: str, values: Sequence[Amount], parts: Sequence[Amount]
) -> Iterator[AgreementFinding]:
    """Check that the *parts* are what was stated before them, more or less what is stated to be added or taken off."""
    listed = sum((amount.value for amount in parts if amount.value is not None), Decimal(0))
    rest = [a for a in values if a not in parts]
    totals = [a.value for a in rest if a.start < parts[0].start and not is_aside(text, a)]
    stated = [a.value for a in rest if _TOTAL.search(text[max(0, a.start - 48) : a.start])]
    facts = [] if stated or totals else [a.value for a in distinct(reading.preamble) if a.value is not None]
    wanted = [*stated, *totals] or facts or [reading.document.agreement.amount]
    beside = [a.value for a in rest if a.start < parts[-1].start and a.value is not None] + facts
    known = {a.value for a in distinct(reading.whole)}
    first = values[0].value or Decimal(0)
    if {listed, listed + first} & known:
        return
    if wanted[0] is not None and listed not in wanted and not follows(listed, beside):
        yield found("sum-differs", "协议内容", f"{listed} ≠ {wanted[0]}")


def _owed_first(text: str, values: Sequence[Amount]) -> bool:
    """Return whether a debt is stated and then more than one dated payment follows."""
    rest = [amount for amount in values[1:] if has_term(_segment(text, amount))]
    return len(rest) > 1


def _segment(text: str, amount: Amount) -> str:
    """Return the words that lead to *amount*: since the amount or sentence before it."""
    before = text[: amount.start]
    ends = [each.end for each in distinct(before)]
    cut = max([before.rfind(mark) for mark in "。;\n"] + [end - 1 for end in ends[-1:]])
    return before[cut + 1 :]


def _periods(clause: Clause) -> Iterator[AgreementFinding]:
    """Check "每月2000元,共12期,合计24000元"."""
    for sentence in sentences(clause.text):
        times, periodic = _TIMES.search(sentence), _PERIODIC.search(sentence)
        if not times or not periodic:
            continue
        count = _whole(times["n"] or times["m"])
        each = [
            a.value for a in distinct(sentence) if _PERIODIC.search(sentence[max(0, a.start - 16) : a.start])
        ]
        total = [
            a.value for a in distinct(sentence) if _TOTAL.search(sentence[max(0, a.start - 48) : a.start])
        ]
        if (
            count
            and each
            and total
            and each[0] is not None
            and total[0] not in (None, each[0] * count, *each)
        ):
            yield found("sum-differs", clause.where, f"{each[0]} × {count} ≠ {total[0]}")


def _regular(reading: Reading) -> Iterator[AgreementFinding]:
    """Check "每月还2000元,分10期还清" against the debt that another sentence states."""
    for payment in payments(reading):
        sentence = next((part for part in sentences(payment.main) if _is_regular(part)), "")
        times = _TIMES.search(sentence)
        count = _whole(times["n"] or times["m"]) if times else None
        each = [a for a in distinct(sentence) if _PERIODIC.search(sentence[max(0, a.start - 16) : a.start])]
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


def _is_regular(sentence: str) -> bool:
    return bool(_TIMES.search(sentence) and _PERIODIC.search(sentence))


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


def _method(reading: Reading) -> Iterator[AgreementFinding]:
    told = "。".join(filter(speaks_of_money, sentences(_without_open_way(reading.agreed))))
    set_off = _SET_OFF.search(told) and not _LEFT_TO_PAY.search(told)
    if reading.at_once or set_off:
        return
    told_too = [part for part in sentences(_without_open_way(reading.promised)) if not settles(part)]
    if seen("method", told_too, by_rule=bool(_METHOD.search(told))):
        return
    rows = [
        (where, row) for where, row in reading.rows if row.amount is not None and row.performed_on is None
    ]
    for where, row in rows:
        if not row.method and not row.account:
            yield found("method-missing", where)
            return
    promised = payments(reading)
    if not rows and promised:
        yield found("method-missing", promised[0].where)


def _without_open_way(text: str) -> str:
    """Return *text* without accounts and ways that are only promised to be told."""
    told = _TOLD_LATER.sub("", text)
    return told if _ACCOUNT.search(told) else _NOWHERE.sub("", told)


def names_way(text: str) -> bool:
    """Return whether *text* says how money goes over."""
    return bool(_METHOD.search(text) or _SET_OFF.search(text))


def _without_amount(reading: Reading) -> Iterator[AgreementFinding]:
    has_field = reading.document.agreement.amount is not None or any(r.amount for _, r in reading.rows)
    for clause in reading.clauses:
        bare = _UNITLESS.search(clause.main)
        if bare and not amounts(bare[0]):
            yield found("unit-missing", clause.where, bare[0])
        elif (
            not has_field
            and not reading.payments
            and not _names_way_alone(clause, reading)
            and _PROMISE.search(clause.main)
            and not amounts(clause.main)
        ):
            yield found("amount-missing", clause.where, sentences(clause.main)[0])
            return


def _names_way_alone(clause: Clause, reading: Reading) -> bool:
    """Return whether *clause* only says how a sum goes over that a clause or table before it names."""
    alone = _METHOD.search(clause.main) or _ITEM_OF_PLAN.match(clause.text)
    return bool(alone) and any(distinct(each.main) for each in reading.clauses)


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else number(text)
