"""Rules on time: what is due has a certain day, and periodic payments have a start, a day and an end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.drafting.amounts import distinct
from workflows.domain.drafting.days import days, has_term, vague_terms, yearless
from workflows.domain.drafting.finding import AgreementFinding, found
from workflows.domain.drafting.reading import Clause, Reading, sentences

_SEGMENT = re.compile(
    r"(?=第[一二三四五六七八九十\d]+(?:期|笔|次|批)|首期|首付|首笔|尾款|尾期|余款|余下|剩余|其余|末期|最后一[期笔次])"
)
_PERIODIC = re.compile(
    r"每(?:个)?(?:自然)?(?:月|季度?|年|周|半年)|按(?:月|季度?|年)(?!息|利|均)|逐月|逐年|定期(?:支付|给付)"
)
_FROM = re.compile(
    r"自[^,。;]{0,24}(?:起|开始)|从[^,。;]{0,24}(?:起|开始)|起付|开始(?:支付|给付)|(?:首|第一)(?:次|期|笔)[^,。;]{0,20}[年月日]"
)
_ON = re.compile(r"[\d一二三四五六七八九十]{1,3}\s*[日号]|(?:月|季|年)?(?:底|末|初)前?|\d{1,2}月前|发薪日")
_UNTIL = re.compile(
    r"至|到|止|直至|付清|还清|共[\d一二两三四五六七八九十百]+(?:期|次|个月|年)|[\d一二两三四五六七八九十百]+(?:期|个月|年)(?:付|还)?清?|终老|去世|百年|终身|成年|独立生活|周岁|毕业|为期|期限"
)
_SUPPORT = re.compile(r"赡养|养老|老人|父亲|母亲|父母")
_ON_MONEY = re.compile(r"^(?!.*(?:放弃|不再|再无|生效|了结|终结)).*(?:款|付|时间|期限|日期)", re.DOTALL)
_DUTY = re.compile(
    r"^(?:.{0,24}?)(?:应|应当|负责|须|需|同意|承诺|保证)?[^,。;]{0,8}(?:修复|修缮|维修|拆除|清理|清除|搬离|搬出|搬迁|腾退|腾空|返还房屋|交还|恢复原状|整改|改造|疏通|安装|交付|迁移|移除|协助办理|配合办理)"
)


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
    payments = reading.payments
    for clause in reading.clauses:
        vague = vague_terms(clause.text)
        if vague:
            yield found("vague-time", clause.where, "、".join(vague))
        elif clause in payments:
            if not (planned or reading.at_once or _PERIODIC.search(clause.main)):
                yield from _undated(reading, clause, alone=len(payments) == 1)
        elif _acts(clause) and not has_term(clause.text) and not (planned or reading.at_once):
            yield found("due-missing", clause.where, sentences(clause.main)[0])


def _acts(clause: Clause) -> bool:
    """Return whether the clause promises an act other than a payment."""
    return bool(_DUTY.search(clause.main) and not re.search(r"款|现金|转账|账户|收条|收据", clause.main))


def _undated(reading: Reading, clause: Clause, *, alone: bool) -> Iterator[AgreementFinding]:
    """Ask each instalment of a payment clause, or the clause as a whole, for its term."""
    segments = [part for part in _SEGMENT.split(clause.main) if part.strip()]
    named = [part for part in segments if _SEGMENT.match(part) and distinct(part)]
    if len(named) > 1:
        for part in named:
            if not has_term(part):
                yield found("due-missing", clause.where, part.strip())
        return
    elsewhere = (
        "。".join(each.main for each in reading.clauses if _ON_MONEY.search(each.main)) if alone else ""
    )
    if not (has_term(clause.main) or has_term(elsewhere) or has_term(_of("履行方式", reading))):
        yield found("due-missing", clause.where, sentences(clause.main)[0])


def _of(part: str, reading: Reading) -> str:
    return "。".join(clause.main for clause in reading.clauses if clause.where.startswith(part))


def _days(reading: Reading) -> Iterator[AgreementFinding]:
    agreed_on = reading.document.agreement.agreed_on
    for clause in reading.clauses:
        for day in days(clause.text):
            if day.value is None:
                yield found("date-impossible", clause.where, day.quote)
            elif (
                agreed_on
                and clause.pays
                and day.value < agreed_on
                and re.match(r"\s*(?:之?前|以前|内)", clause.text[day.end :])
            ):
                yield found("due-before-agreement", clause.where, day.quote)
        bare = yearless(clause.main) if clause.pays or _DUTY.search(clause.main) else ""
        if bare:
            yield found("date-without-year", clause.where, bare)


def _periodic(reading: Reading) -> Iterator[AgreementFinding]:
    if len(reading.rows) > 1:
        return
    for clause in reading.payments:
        if not _PERIODIC.search(clause.main):
            continue
        text = clause.main + _of("履行方式", reading)
        ends = _UNTIL.search(text) or _SUPPORT.search(reading.whole)
        lacking = [
            word
            for word, there in (
                ("起始时间", _FROM.search(reading.whole)),
                ("付款日", _ON.search(text)),
                ("截止时间", ends),
            )
            if not there
        ]
        if lacking:
            yield found("periodic-schedule", clause.where, "缺" + "、".join(lacking))
