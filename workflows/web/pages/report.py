"""Reports: one table with its chart, to read, print or take away as a file."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from markupsafe import Markup
from starlette.responses import Response

from workflows.domain.indicator import Unit
from workflows.domain.permission import Action
from workflows.domain.report import Behind, shown, unit_of
from workflows.usecases.report.cases_behind import CasesBehind, cases_behind
from workflows.usecases.report.draw_chart import DESK, PHONE, draw_chart
from workflows.usecases.report.make_report import REPORTS, make_report
from workflows.web.attachment import attachment
from workflows.web.doors import PageDoor
from workflows.web.identity import Machine, Me, language_of
from workflows.web.lanes import Aside
from workflows.web.pages.page import show
from workflows.web.report_days import Wanted, Which, asked_for
from workflows.web.report_sheets import SHEETS, Kind

router = APIRouter(include_in_schema=False, route_class=Aside)


@router.get("/reports", dependencies=[Depends(PageDoor(Action.READ_REPORTS))])
def reports(
    request: Request,
    machine: Machine,
    me: Me,
    days: Wanted,
    name: str = "overview",
) -> Response:
    """Show one report; without days the present year up to today."""
    asked = asked_for(machine, name, days)
    language = language_of(request)
    made = make_report(machine, me, asked).brief()
    drawings = [draw_chart(made, language, sheet) for sheet in (DESK, PHONE)]
    return show(
        request,
        "reports.html",
        report=made,
        asked=asked,
        names=REPORTS,
        packs=machine.catalogue.packs.values(),
        charts=[Markup(drawn) for drawn in drawings if drawn],  # noqa: S704 - our own; each name is escaped
        shown=shown,
        unit_of=unit_of,
        leads_to=leads_to,
    )


@router.get("/reports/{name}/cases", dependencies=[Depends(PageDoor(Action.READ_REPORTS))])
def cases(request: Request, machine: Machine, me: Me, name: str, days: Wanted, number: Which) -> Response:
    """Show the cases behind one number of a report."""
    asked = asked_for(machine, name, days)
    behind = cases_behind(machine, me, asked, number.wish())
    unit = behind.indicator.unit
    here = Behind(indicator=number.indicator, since=asked.since, until=asked.until, group=number.group)
    return show(
        request,
        "report_cases.html",
        behind=behind,
        value=shown(behind.value, unit.value, language_of(request)),
        adds={} if unit is Unit.CASES else {each: _added(behind, each) for each in behind.parts},
        here=leads_to(name, asked.pack, here),
        back=f"/reports?{urlencode({'name': name, 'since': asked.since, 'until': asked.until, 'pack': asked.pack})}",
    )


def leads_to(name: str, pack: str, behind: Behind) -> str:
    """Return the address of the cases behind one number of a report."""
    group = "" if behind.group is None else f"&group={quote(behind.group, safe='')}"
    days = f"since={behind.since}&until={behind.until}"
    return f"/reports/{name}/cases?indicator={quote(behind.indicator)}&{days}&pack={quote(pack)}{group}"


def _added(behind: CasesBehind, case_id: str) -> str:
    over, under = behind.share(case_id)
    if behind.indicator.under:
        return f"{over} / {under}"
    return shown(behind.indicator.value(behind.parts[case_id].amounts), behind.indicator.unit.value)


@router.get("/reports/{name}.{kind}", dependencies=[Depends(PageDoor(Action.READ_REPORTS))])
def file(
    request: Request,
    machine: Machine,
    me: Me,
    name: str,
    kind: Kind,
    days: Wanted,
) -> Response:
    """Send one report as a file with all its columns."""
    asked = asked_for(machine, name, days)
    made, sheet = make_report(machine, me, asked), SHEETS[kind]
    title = f"{made.zh}_{made.since}_{made.until}.{kind}"
    return Response(
        sheet.write(made, language_of(request)), media_type=sheet.media, headers=attachment(title)
    )
