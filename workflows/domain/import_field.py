"""What a table of former cases may say: its fields, the headings under which they stand, and how a cell is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

EXCEL_BEGINS = date(1899, 12, 30)
"""Day 0 of Excel's count; its first two months are one day off, which no case reaches."""
EXCEL_DAYS = range(20_000, 80_000)
LONGEST_CELL = 20_000
EARLIEST = date(1949, 10, 1)
UNITS: Mapping[str, int] = {
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "十万": 10**5,
    "万": 10**4,
    "千": 1000,
    "百": 100,
}
"""By how much the signs behind an amount, or in the heading above it, multiply."""
_AMOUNT = re.compile(rf"(.*?)\s*({'|'.join(UNITS)}|)\s*(元?)", re.DOTALL)
_UNIT_OF_HEADING = re.compile(rf"({'|'.join(UNITS)})(?:元|[)\]】]|$)")


@dataclass(frozen=True, kw_only=True)
class ImportField:
    """One field: where its cell goes in the case document ("" for the case itself), and its usual headings."""

    name: str
    path: str
    kind: str
    zh: str
    en: str
    headings: tuple[str, ...]
    required: bool = False


def _field(
    name: str, path: str, kind: str, zh: str, en: str, *headings: str, required: bool = False
) -> ImportField:
    return ImportField(
        name=name, path=path, kind=kind, zh=zh, en=en, headings=(zh, *headings), required=required
    )


FIELDS: tuple[ImportField, ...] = (
    _field("number", "", "line", "案号", "Number", "案件编号", "编号", "卷号", "调解编号", "协议编号", required=True),
    _field(
        "received_on", "intake.received_on", "day", "受理日期", "Received on",
        "受理时间", "登记日期", "收案日期", "立案日期", "申请日期", required=True,
    ),
    _field(
        "applicant", "parties.0.name", "line", "申请人", "Applicant",
        "申请人姓名", "甲方", "当事人", required=True,
    ),
    _field(
        "applicant_number", "parties.0.id_number", "line", "申请人证件号",
        "Applicant's id number", "申请人身份证号",
    ),
    _field(
        "applicant_phone", "parties.0.phone", "line", "申请人电话",
        "Applicant's phone", "申请人联系方式", "联系电话",
    ),
    _field("respondent", "parties.1.name", "line", "被申请人", "Respondent", "被申请人姓名", "乙方", "对方当事人"),
    _field(
        "respondent_number", "parties.1.id_number", "line", "被申请人证件号",
        "Respondent's id number", "被申请人身份证号",
    ),
    _field(
        "respondent_phone", "parties.1.phone", "line", "被申请人电话",
        "Respondent's telephone", "被申请人联系方式",
    ),
    _field("title", "claim.title", "line", "纠纷名称", "Matter", "案由", "事由", "案件名称", "标题"),
    _field("type", "claim.type", "choice", "纠纷类型", "Type", "纠纷类别", "案件类型", "类型", "类别"),
    _field("summary", "claim.summary", "text", "纠纷简要情况", "Summary", "简要情况", "案情", "案情简介", "主要内容"),
    _field("amount", "claim.amount", "money", "涉及金额", "Amount", "金额", "涉案金额", "涉及金额（元）", "标的额"),
    _field("place", "place.text", "line", "发生地点", "Place", "地点", "具体地点", "纠纷发生地"),
    _field("mediator", "handling.mediator_name", "line", "调解员", "Mediator", "承办人", "主持调解员", "经办人"),
    _field("result", "closing.notes", "text", "调解结果", "Result", "处理结果", "结果", "结案方式", "调解情况"),
    _field("agreed_on", "agreement.agreed_on", "day", "协议日期", "Agreed on", "签订日期", "达成协议日期"),
    _field("terms", "agreement.terms", "text", "协议内容", "Terms", "协议主要内容", "调解协议"),
    _field("closed_on", "closing.closed_on", "day", "结案日期", "Closed on", "办结日期", "结案时间", "办结时间"),
    _field("remark", "intake.remark", "text", "备注", "Remarks", "说明"),
)  # fmt: skip
BY_NAME: Mapping[str, ImportField] = {each.name: each for each in FIELDS}
NUMBER = BY_NAME["number"]


class Unreadable(ValueError):
    """A cell is not what its field asks for; the two sentences say why."""

    def __init__(self, zh: str, en: str) -> None:
        """Keep both sentences."""
        super().__init__(en)
        self.zh, self.en = zh, en


def guessed(headings: Sequence[str]) -> dict[str, str]:
    """Return {field: heading} for the headings that are known by name, each heading once."""
    free = {_same(heading): heading for heading in reversed(headings) if heading.strip()}
    found: dict[str, str] = {}
    for exact in (True, False):
        for each in FIELDS:
            heading = None if each.name in found else _matching(each, free, exact=exact)
            if heading is not None:
                found[each.name] = free.pop(heading)
    return found


def read_cell(field: ImportField, cell: object, heading: str = "") -> object:
    """Return the value of a cell: text, a day or an amount; None for an empty one.

    A bare amount is counted in the unit that its *heading* names: under 涉及金额（万元） 1.2 are 12,000 yuan.

    Raises:
        Unreadable: it is not what the field asks for.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if field.kind == "day":
        return _day(cell)
    if field.kind == "money":
        return _money(cell, _unit(heading))
    text = _text(cell)
    longest = LONGEST_CELL if field.kind == "text" else 400
    if len(text) > longest:
        raise Unreadable(f"超过 {longest} 个字", f"is longer than {longest} characters")
    return text


def _matching(field: ImportField, free: Mapping[str, str], *, exact: bool) -> str | None:
    wanted = [_same(heading) for heading in field.headings]
    if exact:
        return next((heading for heading in wanted if heading in free), None)
    begins = (known for heading in wanted for known in free if known.startswith(heading) and len(heading) > 1)
    return next(begins, None)


def _same(heading: str) -> str:
    plain = re.sub(r"[\s:*()\-_/]", "", unicodedata.normalize("NFKC", heading)).casefold()
    return plain.replace("时间", "日期")


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    return str(cell).strip()


def _day(cell: object) -> date:
    if isinstance(cell, datetime):
        return _plausible(cell.date())
    if isinstance(cell, date):
        return _plausible(cell)
    text = unicodedata.normalize("NFKC", _text(_without_hours(cell)))
    if text.isdecimal() and int(text) in EXCEL_DAYS:
        return _plausible(EXCEL_BEGINS + timedelta(days=int(text)))
    found = re.match(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})", text)
    found = found or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text)
    if found is None:
        raise Unreadable("不是日期，请写成 2020-01-30 的样子", "is no day; write it as 2020-01-30")
    try:
        return _plausible(date(*(int(part) for part in found.groups())))
    except ValueError as broken:
        if isinstance(broken, Unreadable):
            raise
        raise Unreadable("没有这一天", "is no day of the calendar") from broken


def _without_hours(cell: object) -> object:
    """Return Excel's count of days without the part of a day behind the point."""
    return int(cell) if isinstance(cell, float) and EXCEL_DAYS.start <= cell < EXCEL_DAYS.stop else cell


def _plausible(day: date) -> date:
    if day < EARLIEST:
        raise Unreadable("日期过早，请核对", "is too early a day; compare it")
    return day


def _unit(heading: str) -> int:
    found = _UNIT_OF_HEADING.search(unicodedata.normalize("NFKC", heading).strip())
    return UNITS[found[1]] if found else 1


def _money(cell: object, unit: int) -> Decimal:
    text = unicodedata.normalize("NFKC", _text(cell)).replace(",", "").strip()
    found = _AMOUNT.fullmatch(text)
    number, sign, yuan = found.groups() if found else (text, "", "")
    said = UNITS[sign] if sign else 1 if yuan else unit
    try:
        amount = Decimal(number) * said
    except InvalidOperation as broken:
        raise Unreadable("不是金额", "is no amount") from broken
    if not amount.is_finite() or amount < 0 or amount >= Decimal(10) ** 15:
        raise Unreadable("不是合理的金额", "is no amount of money")
    return amount.quantize(Decimal("0.01"))


def nested_row(values: Mapping[str, object]) -> dict[str, object]:
    """Return values by path as a case document takes them, the parties as a list."""
    parties: dict[str, dict[str, object]] = {}
    answers: dict[str, object] = {}
    for path, value in values.items():
        section, _, rest = path.partition(".")
        if section == "parties":
            place, _, name = rest.partition(".")
            parties.setdefault(place, {})[name] = value
        else:
            answers[path] = value
    rows = [
        {"role": role, **row} for role, row in zip(ROLES, _in_order(parties), strict=False) if row.get("name")
    ]
    return answers | ({"parties": rows} if rows else {})


ROLES = ("applicant", "respondent")


def _in_order(parties: Mapping[str, dict[str, object]]) -> Iterator[dict[str, object]]:
    return (parties.get(str(place), {}) for place in range(len(ROLES)))
