"""Rules on time: what is due has a certain day, and periodic payments have a start, a day and an end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from datetime import date
from decimal import Decimal
from itertools import accumulate

from workflows.domain.drafting.amounts import distinct
from workflows.domain.drafting.clauses import performed, promises_act, settles, tells_facts
from workflows.domain.drafting.days import Day, days, follows_another, has_term, vague_terms, yearless
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.parts import without_prices
from workflows.domain.drafting.payments import Payment, payments, speaks_of_money
from workflows.domain.drafting.period_words import (
    AT_RATE,
    EACH_ON,
    FROM,
    ON,
    ONCE_WAS,
    PERIODIC,
    RATE,
    UNTIL,
    UNTIL_DAY,
)
from workflows.domain.drafting.plan import undated_instalments
from workflows.domain.drafting.promises import PAY
from workflows.domain.drafting.reading import Clause, Reading, sentences
from workflows.domain.drafting.recogniser import seen
from workflows.domain.drafting.signing_day import not_before
from workflows.domain.drafting.transfer_words import THING

_SEGMENT = re.compile(
    r"(?=第[一二三四五六七八九十\d]+(?:期|笔|次|批(?!货|工程|材料))|首期|首付|首笔|尾款|尾期|余款|余下|剩余|其余|末期|最后一[期笔次])"
)
_SEGMENT_NAME = re.compile(r"第[一二三四五六七八九十\d]+(?:期|笔|次|批)")
_ONLY_NUMBER = re.compile(rf"{_SEGMENT_NAME.pattern}(?:再|应|须)?(?:支付|付|还|给|退|赔)?")
_DAY_FIRST = re.compile(r"[^,。;:]*[\d月][^,。;:]*(?:,(?:再|应|须)?)?(?:付|还|给|退|赔)$")
_PAYS_FIRST = re.compile(r"[^,。;:]*(?:付|还|给|退|赔)第[一二三四五六七八九十\d]+[期笔次批]")
_LASTING = re.compile(r"今后|往后|轮(?:流|着|到|日)|至[^,。;]{1,20}止|每[天日周月年次]|长期|终身|随时")
_NUMBER = re.compile(r"\s*(?:第)?([(])?(?:(\d)|([一二三四五六七八九十])|([①-⑳]))")
_YEAR = re.compile(r"(?:20\d\d|二[〇零○]二[\u4e00-\u9fa5])\s*[年.\-/]")
_ANY = "any"
_AGAIN = re.compile(
    r"(?:再(?!次?[付给还支])|又|违反|违约|擅自)[^,。;]{1,14}的(?:一方|那方|那家|人|,)|到期[没不未]|自行(?:找|请|委托|购买|聘请|安排)"
)
"""Whoever does it again puts it right: a consequence, no duty with a day."""
_IN_ONE = re.compile(r"一次(?:性)?(?:全部)?(?:付|还|给|支付|结|交)清")
_REST = re.compile(r"余款|余下|剩余|其余")
_WAS = re.compile(r"(?:尾款|余款|余额|剩余|余下)[^,。;\d]{0,6}(?:原|本来)")
"""What a rest was before it was reckoned anew （尾款原为6800元，扣减3000元） is no instalment."""
_PAID_BEFORE = re.compile(
    r"已(?:经)?(?:于|在)?[^,。;]{0,16}[日月号][^,。;]{0,6}(?:支付|付|还|给|退|交)[^,。;]*(?=[,;]\s*(?:余款|余下|剩余|其余|尾款|下欠|尚欠))"
)
"""The day on which a part was paid gives none to the rest."""
_DEDUCTED = re.compile(r"(?:从|在)[^,。;]{1,12}(?:扣除|扣减|抵扣|扣)(?![^。;]*[余退返付还])")
"""What is taken off another sum goes over with it."""
_DEFINES = re.compile(r"[^,。;\d]{2,10}(?:为|是|计|由)(?:人民币)?\s*[¥\d\u4e00-\u9fa5]{1,8}")
_FIXED = re.compile(r"(?:定|计|算|核)为(?:人民币)?[¥]?\d")
"""A sum that is stated, not yet promised (修复费用协商定为18000元)."""
_DUE = re.compile(r"\s*(?:[(][^)]*[)])?(?:之?前|以前|内)(?!的|所|已|拖|欠|发生|产生)")
_PAID_ON = re.compile(
    r"\s*(?:[(][^)]*[)])?(?:当[日天])?,?[^,。;年月日]{0,12}?(?:(?:支付|付|还|赔|补|退(?!租|房|伙|住)|给|转(?!让)|汇)(?!过|了)|[\d,]+(?:\.\d+)?元)"
)
_NO_DAY = re.compile(
    r"(?<![\d第])(?:3[2-9]|[4-9]\d)[日号](?=之?前|以前|付|支付|当[日天])|\d{4}年(?:1[3-9]|[2-9]\d)月"
)
_MONTHS, _MANY = 12, 25
_LAST_MONTH = re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?:份)?(?:结束|为止|止|末付|付清|还清|给清)")
_BLANK_DAY = re.compile(
    r"(?:[_＿]{2,}\s*年?|\d{4}年)\s*(?:[_＿]+|\s{2,})\s*月(?:\s*(?:[_＿]+|\s{2,})\s*日)?(?:之?前|以前|内|付|支付|[交还给]清)|[_＿]{2,}\s*(?:个?工作)?[日天](?:之?内|前)"
)
"""A day whose place stands empty."""
_LATEST = re.compile(r"(?:不晚于|不迟于|不超过|最迟(?:于|在)?|最晚(?:于|在)?)\s*$")
_SINCE = re.compile(r"(?:自|从|至|到|截止|对)\s*$")
_HAPPENED = re.compile(r"已|曾|预付的|收到|收讫|当时|签订的?[《〈]|垫付")
_DEBT = re.compile(
    r"[跟向找][^,。;]{1,8}[借拿]|借了|[还付][过了]|购买|买[下了]|下单|[借欠拖][^,。;]{0,8}[款钱息]|起|签订"
)
"""What is told of days gone by; a debt is of the past, what is paid for it is to come."""
_NO_TERM = re.compile(
    r"生效|一式|司法确认|签[名字盖署]|送达|不得|寄回|截至|期间|任何一期|(?:做|办|付|完成|维修|付款)[^,。;]{0,6}(?:完|清|成)(?:毕|后|之后)|撤回|今天(?:说|社|请)|照今天"
)
"""What takes effect, is signed, is over or is asked by a day gives none to anything else."""
_LONG_AGO = re.compile(r"\d{4}年[^。;]{0,20}(?:借了|离了|买了|受理|签订)|一直没还|当时")
_ALL_SUMS = re.compile(r"[两三四各]笔|以上|上述|全部款|各项|找补|抵[销扣消顶]")
_AS_BEFORE = re.compile(r"[按照依]原?(?:租赁|承包|流转|买卖|供货|服务)?(?:合同|租约)")
"""What the contract goes on to say need not be told again."""
_SUPPORT = re.compile(r"赡养|养老|老人|父亲|母亲|父母")


def rules(reading: Reading) -> Iterator[AgreementFinding]:
    """Yield what the rules on time find."""
    yield from _rows(reading)
    yield from _clauses(reading)
    yield from _days(reading)
    yield from _periodic(reading)


def _rows(reading: Reading) -> Iterator[AgreementFinding]:
    agreed_on = reading.document.agreement.agreed_on
    for where, row in reading.rows:
        vague = vague_terms(row.due_event)
        done = row.performed_on is not None or reading.at_once
        if vague and row.due_on is None:
            yield found("vague-time", where, row.due_event)
        elif row.due_on is None and not row.due_event and not done:
            yield found("due-missing", where)
        if row.due_on is not None and agreed_on is not None and row.due_on < agreed_on and not done:
            yield found("due-before-agreement", where, row.due_on.isoformat())


def _clauses(reading: Reading) -> Iterator[AgreementFinding]:
    planned = bool(reading.rows) and all(row.due_on or row.due_event for _, row in reading.rows)
    led = ""
    for clause in reading.clauses:
        vague = vague_terms(clause.main)
        led = _led(clause, led)
        act = "" if planned or led else _undated_act(clause)
        if vague:
            yield found("vague-time", clause.where, "、".join(vague))
        elif act and not (has_term(_of("履行", reading)) or _dated_beside(act, reading)):
            yield found("due-missing", clause.where, act)
    if not planned:
        for payment in payments(reading):
            yield from _undated(payment, reading)
        for told in undated_instalments(reading.promised):
            yield found("due-missing", "协议内容", told)


def _led(clause: Clause, led: str) -> str:
    """Return the kind of number of the points that stand below a dated heading (2026年5月前做以下几项:1.…2.…)."""
    if clause.text.rstrip().endswith(":") and _timed(clause.text):
        return _ANY
    kind = _kind(clause)
    return kind if kind and led in (_ANY, kind) else ""


def _kind(clause: Clause) -> str:
    number = _NUMBER.match(clause.text)
    return (
        "".join(sign for sign, there in zip("(1一①", number.groups(), strict=True) if there) if number else ""
    )


def _undated_act(clause: Clause) -> str:
    """Return the sentence that promises an act to which no sentence of the clause gives a time, payments apart."""
    told = [
        part
        for part in sentences(clause.text)
        if not ((PAY.search(part) and distinct(part)) or _FIXED.search(part))
    ]
    acts = [
        part
        for part in sentences(clause.main)
        if part in told
        and promises_act(part)
        and not (performed(part) or _AGAIN.search(part) or seen("breach", [part], by_rule=False))
    ]
    if not acts or any(map(_timed, told)) or seen("due", told, by_rule=False):
        return ""
    return acts[0]


def _timed(text: str) -> bool:
    return has_term(text) or follows_another(text) or bool(_LASTING.search(text))


def _dated_beside(act: str, reading: Reading) -> bool:
    """Return whether the paper gives a day to anything beside *act*: who reads it sees by when they want to be done."""
    beside = (part for part in sentences(reading.promised) if part not in act and act not in part)
    return any(_gives_day(part) for part in beside)


def _gives_day(part: str) -> bool:
    """Return whether *part* says by when something is to be done, not when something was done or is over."""
    told = has_term(_PAID_BEFORE.sub("", part)) and not (
        _NO_TERM.search(part) or settles(part) or tells_facts(part)
    )
    return told and not (performed(part) or _LONG_AGO.search(part))


def _difference_dated(reading: Reading) -> bool:
    """Return whether some sentence on money, whatever is set off in it, has a day."""
    told = (part for part in sentences(reading.promised) if has_term(part) and not tells_facts(part))
    return any(speaks_of_money(part) and not THING.search(part) for part in told)


def _dated_elsewhere(payment: Payment, reading: Reading) -> bool:
    """Return whether a sentence with a day may speak of *payment*: its sum, parts of it, or money without a sum."""
    own = [value for clause in payment.clauses if clause.pays for value in _values(clause.main)]
    whole = sum((without_prices(clause.main) for clause in payment.clauses), Decimal(0))
    signed = not_before(reading)
    dated = [part for part in sentences(reading.promised) if _gives_day(part) and not _is_over(part, signed)]
    listed = [value for part in dated for value in _values(part)]
    until = list(accumulate(listed, initial=Decimal(0)))
    made = {end - start for at, start in enumerate(until) for end in until[at + 1 : at + _MANY]}
    return any(value in made for value in (*own, whole)) or any(
        speaks_of_money(part) and not ((_values(part) and not _ALL_SUMS.search(part)) or THING.search(part))
        for part in dated
    )


def _is_over(part: str, signed: date | None) -> bool:
    """Return whether every day of *part* was over when the paper was signed."""
    told = [day.value for day in days(part) if day.value is not None]
    return signed is not None and bool(told) and max(told) < signed


def _values(text: str) -> Sequence[Decimal]:
    return [amount.value for amount in distinct(text) if amount.value]


def _undated(payment: Payment, reading: Reading) -> Iterator[AgreementFinding]:
    """Ask each instalment of a payment, or the payment as a whole, for its term."""
    if (
        (payment.set_off and _difference_dated(reading))
        or vague_terms(payment.main)
        or PERIODIC.search(payment.main)
        or performed(payment.main)
        or _DEDUCTED.search(payment.quote)
    ):
        return
    segments = _segments(payment.main)
    named = [
        part
        for part in segments
        if not _WAS.match(part)
        and ((_SEGMENT.match(part) and (distinct(part) or part.startswith("第"))) or _PAYS_FIRST.match(part))
    ]
    if named and _REST.match(named[0].replace("尾款", "余款")) and not has_term(named[0]):
        named = named[1:]
    if len(named) > 1 and any(map(has_term, named)):
        dated = {amount.value for part in segments if has_term(part) for amount in distinct(part)}
        for part in named:
            told = has_term(part) or _named_again(part, dated) or _numbered_again(part, reading)
            if distinct(part) and not told:
                yield found("due-missing", payment.where, part.strip())
    elif not (
        has_term(_PAID_BEFORE.sub("", _of_sum(payment)))
        or any(map(_numbered_day, (part for each in payment.clauses for part in sentences(each.main))))
        or _dated_elsewhere(payment, reading)
        or seen("due", [_PAID_BEFORE.sub("", payment.main)], by_rule=False)
    ):
        yield found("due-missing", payment.where, payment.quote)


def _numbered_day(part: str) -> bool:
    """Return whether *part* only gives an instalment its day (第一期 2025年3月31日前)."""
    return bool(_SEGMENT_NAME.match(part)) and has_term(part) and not distinct(part)


def _of_sum(payment: Payment) -> str:
    """Return what is said of the sum itself, without what is handed over beside it."""
    told = sentences(payment.main)
    return "。".join(part for part in told if distinct(part) or not THING.search(part))


def _numbered_again(part: str, reading: Reading) -> bool:
    """Return whether the instalment that *part* names is dated by its number in another place (第一次6月15日前付)."""
    name = _SEGMENT_NAME.match(part)
    return bool(name) and any(
        has_term(other)
        for other in _SEGMENT.split(reading.promised)
        if name and other.startswith(name[0]) and not other.startswith(part[:8])
    )


def _segments(text: str) -> list[str]:
    """Return what is said of each instalment, the day that stands before its number with it (5月1日前付第2期800元)."""
    parts = [part for part in _SEGMENT.split(text) if part.strip()]
    parts = _joined(parts)
    for place in range(1, len(parts)):
        lead = _DAY_FIRST.search(parts[place - 1])
        if lead and lead.start():
            parts[place] = lead[0] + parts[place]
            parts[place - 1] = parts[place - 1][: lead.start()]
    return parts


def _joined(parts: Sequence[str]) -> list[str]:
    """Return *parts* with a number that names the rest (第三次还余款5000元) before what it names."""
    made: list[str] = []
    for part in parts:
        if made and _ONLY_NUMBER.fullmatch(made[-1]):
            made[-1] += part
        else:
            made.append(part)
    return made


def _named_again(part: str, dated: Set[Decimal | None]) -> bool:
    """Return whether the rest that *part* names has its day elsewhere, falls to somebody, or leads to a list."""
    if not _REST.match(part):
        return False
    first, _, _ = part.partition("。")
    leads = first.rstrip().endswith(":")
    told = {amount.value for amount in distinct(part)} & dated
    return bool(told or leads or _DEFINES.match(part) or not PAY.search(first))


def _of(part: str, reading: Reading) -> str:
    return "。".join(clause.main for clause in reading.clauses if clause.where.startswith(part))


def _no_days(clause: Clause) -> Iterator[AgreementFinding]:
    """Look for days that no calendar has, and for places of days that stand empty."""
    for day in days(clause.text):
        if day.value is None:
            yield found("date-impossible", clause.where, day.quote)
    if blank := _BLANK_DAY.search(clause.main):
        yield found("due-missing", clause.where, blank[0])
    if none := _NO_DAY.search(clause.text):
        yield found("date-impossible", clause.where, none[0])


def _days(reading: Reading) -> Iterator[AgreementFinding]:
    earliest = not_before(reading)
    for clause in reading.clauses:
        yield from _no_days(clause)
        for day in _past_days(clause, earliest):
            yield found("due-before-agreement", clause.where, day.quote)
        over = _ended(clause, earliest)
        if over:
            yield found("due-before-agreement", clause.where, over)
        due = clause.pays or promises_act(clause.main)
        bare = yearless(clause.main) if due and not (earliest or _YEAR.search(reading.whole)) else ""
        if bare:
            yield found("date-without-year", clause.where, bare)


def _ended(clause: Clause, earliest: date | None) -> str:
    """Return the month until which something is to be paid by the month although it was over at the signing."""
    told = [part for part in sentences(clause.main) if PERIODIC.search(part) and not _HAPPENED.search(part)]
    for month in (match for part in told if clause.pays and earliest for match in _LAST_MONTH.finditer(part)):
        year, number = int(month["y"]), int(month["m"])
        if earliest and number <= _MONTHS and (year, number) < (earliest.year, earliest.month):
            return month[0]
    return ""


def _past_days(clause: Clause, earliest: date | None) -> Iterator[Day]:
    """Yield the days on which something is still to be paid or done although they were over at the signing."""
    for part in sentences(clause.main) if earliest else ():
        told = [] if settles(part) else (day for day in days(part) if not _happened(part, day))
        for day in told:
            over = day.value is not None and earliest is not None and day.value < earliest
            if over and not _SINCE.search(part[: day.start]) and _is_due(part, day):
                yield day


def _happened(part: str, day: Day) -> bool:
    """Return whether the phrase in which *day* stands tells of days gone by."""
    start = part.rfind(",", 0, day.start) + 1
    end = part.find(",", day.end)
    return bool(_HAPPENED.search(part[start : end if end >= 0 else len(part)]))


def _is_due(part: str, day: Day) -> bool:
    latest = _LATEST.search(part[: day.start])
    return bool(_DUE.match(part, day.end) or latest) or bool(
        _PAID_ON.match(part, day.end) and distinct(part) and not _DEBT.search(part)
    )


def _periodic(reading: Reading) -> Iterator[AgreementFinding]:
    if len(reading.rows) > 1:
        return
    for clause in reading.payments:
        now = ONCE_WAS.sub("", clause.main)
        told = (part for part in sentences(now) if not _AS_BEFORE.search(part))
        if not any(PERIODIC.search(part) and PAY.search(part) for part in told):
            continue
        text = clause.main + _of("履行方式", reading)
        rated = any(AT_RATE.search(part) and len(distinct(part)) > 1 for part in sentences(clause.main))
        if performed(clause.main) or rated or RATE.search(clause.main) or _IN_ONE.search(reading.promised):
            continue
        ends = UNTIL.search(text) or _SUPPORT.search(reading.whole)
        lacking = [
            word
            for word, there in (
                ("起始时间", FROM.search(reading.whole)),
                ("付款日", ON.search(UNTIL_DAY.sub("", text)) or EACH_ON.search(reading.promised)),
                ("截止时间", ends),
            )
            if not there
        ]
        if lacking:
            yield found("periodic-schedule", clause.where, "缺" + "、".join(lacking))
