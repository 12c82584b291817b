"""One line of a table of former cases: what it becomes, or why it cannot."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from workflows.clock import CHINA, legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseDocument, CaseStatus
from workflows.domain.case_import import CaseImport
from workflows.domain.form import Choice
from workflows.domain.identity_number import read_identity_number
from workflows.domain.import_field import BY_NAME, FIELDS, Unreadable, nested_row, read_cell
from workflows.domain.patch import patch
from workflows.domain.procedure import ProcedureVersion
from workflows.errors import InvalidForm
from workflows.usecases.intake.read_table import Line


@dataclass(frozen=True, kw_only=True)
class LineFinding:
    """What is wrong or doubtful in a line: `error` keeps it out, `warning` is only said."""

    line: int
    column: str
    severity: str
    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class ReadLine:
    """A line as it was read: its former number, what a case document takes of it, and what was found."""

    number: int
    former: str
    values: Mapping[str, object]
    findings: tuple[LineFinding, ...]

    @property
    def good(self) -> bool:
        """Whether a case can be made of it."""
        return all(each.severity != "error" for each in self.findings)


def read_line(line: Line, mapping: Mapping[str, str], types: Sequence[Choice], today: date) -> ReadLine:
    """Return *line* as the fields of *mapping* ({field: heading}) read it."""
    values: dict[str, object] = {}
    findings: list[LineFinding] = []
    for field in FIELDS:
        heading = mapping.get(field.name, "")
        try:
            value = read_cell(field, line.cells.get(heading), heading) if heading else None
        except Unreadable as broken:
            findings.append(_finding(line, heading, "error", broken.zh, broken.en))
            continue
        if value is None and field.required:
            findings.append(_finding(line, heading or field.zh, "error", "不能为空", "must not be empty"))
        elif value is not None:
            values[field.name] = value
    findings += _doubts(line, mapping, values, types, today)
    placed = {BY_NAME[name].path: value for name, value in values.items() if BY_NAME[name].path}
    return ReadLine(
        number=line.number,
        former=str(values.get("number", "")),
        values=nested_row(placed),
        findings=tuple(findings),
    )


def closed_case(
    entry: CaseImport,
    line: ReadLine,
    version: ProcedureVersion,
    actor: Actor,
    *,
    pack: str,
    sample: bool,
    now: datetime,
) -> Case:
    """Return the closed record that a line becomes; its id follows from import and line, so it is made once.

    Raises:
        InvalidForm: what the line says does not fit a case document.
    """
    document = patch(
        CaseDocument(),
        {"handling.org_id": entry.org_id, "place.org_id": entry.org_id, **line.values},
    )
    received = document.intake.received_on or legal_day(now)
    ended = document.closing.closed_on or document.agreement.agreed_on or received
    document = document.model_copy(
        update={
            "closing": document.closing.model_copy(update={"closed_on": ended}),
            "extra": {**document.extra, "import": {"id": entry.id, "file": entry.name, "line": line.number}},
        }
    )
    names = "与".join(party.name for party in document.parties if party.name)
    return Case(
        id=case_id_of(entry, line.number),
        number=line.former,
        pack=pack,
        procedure=version.procedure,
        version=version.digest,
        org_id=entry.org_id,
        status=CaseStatus.CLOSED,
        title=document.claim.title or names,
        document=document,
        opened_at=_noon(received),
        closed_at=_noon(ended),
        opened_by=actor.account_id,
        sample=sample,
    )


def case_id_of(entry: CaseImport, line: int) -> str:
    """Return the id of the case that a line of an import becomes."""
    return hashlib.sha256(f"{entry.id}:{line}".encode()).hexdigest()[:32]


def misfits(line: ReadLine, refused: InvalidForm) -> Iterator[LineFinding]:
    """Yield why a case document did not take a line."""
    columns = {field.path: field.zh for field in FIELDS if field.path}
    for problem in refused.problems:
        column = columns.get(problem.path, problem.path)
        yield LineFinding(
            line=line.number, column=column, severity="error", zh=problem.zh, en=problem.message
        )


def _doubts(
    line: Line,
    mapping: Mapping[str, str],
    values: dict[str, object],
    types: Sequence[Choice],
    today: date,
) -> Iterator[LineFinding]:
    kind = values.pop("type", None)
    if kind is not None:
        known = _type(str(kind), types)
        if known:
            values["type"] = known
        else:
            values["remark"] = f"{values.get('remark', '')}\n原纠纷类型：{kind}".strip()
            told = ("没有对应的纠纷类型，原文记入备注", "is no known type; it is kept in the remarks")
            yield _finding(line, mapping.get("type", ""), "warning", *told)
    for name in ("received_on", "agreed_on", "closed_on"):
        day = values.get(name)
        if isinstance(day, date) and day > today:
            yield _finding(line, mapping.get(name, ""), "error", "日期在今天之后", "is a day to come")
    received, closed = values.get("received_on"), values.get("closed_on")
    if isinstance(received, date) and isinstance(closed, date) and closed < received:
        told = ("结案日期早于受理日期", "is before the day of receipt")
        yield _finding(line, mapping.get("closed_on", ""), "error", *told)
    for name in ("applicant_number", "respondent_number"):
        number = read_identity_number(str(values.get(name) or ""))
        if number is not None and not number.checks:
            told = ("身份证号校验位不符，照原样保存", "has a wrong last sign; it is kept as it is")
            yield _finding(line, mapping.get(name, ""), "warning", *told)


def _type(words: str, types: Sequence[Choice]) -> str:
    plain = words.strip().removesuffix("纠纷").removesuffix("争议")
    for choice in types:
        label = choice.label.removesuffix("纠纷").removesuffix("争议")
        if plain in (choice.value, label, choice.label_en) or words == choice.label:
            return choice.value
    close = [choice.value for choice in types if len(plain) > 1 and plain in choice.label]
    return close[0] if len(close) == 1 else ""


def _finding(line: Line, column: str, severity: str, zh: str, en: str) -> LineFinding:
    return LineFinding(line=line.number, column=column, severity=severity, zh=zh, en=en)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), CHINA)
