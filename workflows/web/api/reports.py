"""Reports for programs: the same figures as on the page, with every column."""

from __future__ import annotations

from typing import Any, Literal

from fastapi import Depends, Response

from workflows.domain.permission import Action
from workflows.usecases.report.as_text import as_mapping, plain_number
from workflows.usecases.report.cases_behind import CasesBehind, cases_behind
from workflows.usecases.report.make_report import REPORTS, make_report
from workflows.web.api.case_models import CaseBrief
from workflows.web.api.ground import under_api
from workflows.web.api.models import Out
from workflows.web.attachment import attachment
from workflows.web.doors import ProgramDoor
from workflows.web.identity import Machine, Me
from workflows.web.report_days import Wanted, Which, asked_for
from workflows.web.report_sheets import CSV, HTML, SHEETS, XLSX, Kind

router = under_api("reports")
Tongue = Literal["zh", "en"]
FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The file.", "content": {kind.partition(";")[0]: {} for kind in (CSV, HTML, XLSX)}}
}


class ReportOut(Out):
    """One report: columns with definitions, rows with plain numbers by column, notes in both languages."""

    name: str
    title: str
    title_en: str
    since: str
    until: str
    columns: list[dict[str, str]]
    rows: list[dict[str, object]]
    notes: list[dict[str, str]]


@router.get("/reports", dependencies=[Depends(ProgramDoor(Action.READ_REPORTS))])
def names() -> list[str]:
    """Return the names of the reports."""
    return list(REPORTS)


class AddedOut(Out):
    """One case behind a number: what it adds to it, and to what it is divided by."""

    case: CaseBrief
    over: int
    under: int


class CasesBehindOut(Out):
    """A number of a report, and one page of the cases that it is made of; `more` says that another follows."""

    indicator: str
    value: float | None
    cases: list[AddedOut]
    page: int
    more: bool

    @classmethod
    def of(cls, behind: CasesBehind) -> CasesBehindOut:
        """Return the page as it is sent."""
        shares = [(each.case, *behind.share(each.case.id)) for each in behind.found.cases]
        return cls(
            indicator=behind.indicator.id,
            value=None if behind.value is None else plain_number(behind.value),
            cases=[
                AddedOut(case=CaseBrief.model_validate(case), over=over, under=under)
                for case, over, under in shares
            ],
            page=behind.found.page,
            more=behind.found.more,
        )


@router.get("/reports/{name}/cases", dependencies=[Depends(ProgramDoor(Action.READ_REPORTS))])
def cases(machine: Machine, me: Me, name: str, days: Wanted, number: Which) -> CasesBehindOut:
    """Return the cases behind one number: `indicator` and `group` stand in `behind` of the report's row."""
    return CasesBehindOut.of(cases_behind(machine, me, asked_for(machine, name, days), number.wish()))


@router.get(
    "/reports/{name}/{kind}",
    dependencies=[Depends(ProgramDoor(Action.READ_REPORTS))],
    responses=FILE,
    response_class=Response,
)
def file(machine: Machine, me: Me, name: str, kind: Kind, days: Wanted, language: Tongue = "zh") -> Response:
    """Return one report with all its columns as a table, a workbook or a page."""
    made, sheet = make_report(machine, me, asked_for(machine, name, days)), SHEETS[kind]
    title = f"{made.zh}_{made.since}_{made.until}.{kind}"
    return Response(sheet.write(made, language), media_type=sheet.media, headers=attachment(title))


@router.get("/reports/{name}", dependencies=[Depends(ProgramDoor(Action.READ_REPORTS))])
def report(machine: Machine, me: Me, name: str, days: Wanted) -> ReportOut:
    """Return one report; without days the present year up to today."""
    return ReportOut.model_validate(as_mapping(make_report(machine, me, asked_for(machine, name, days))))
