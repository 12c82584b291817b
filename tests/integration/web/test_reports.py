"""Reports on the pages and over the API."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

DAYS = "since=2026-01-01&until=2026-12-31&pack=yunyang"


@pytest.mark.parametrize(
    "name",
    [
        "overview",
        "tier",
        "place",
        "type",
        "channel",
        "month",
        "mediator",
        "staffing",
        "registry",
        "published",
    ],
)
def test_every_report_is_a_page(name: str, browser: Any, place: Any) -> None:
    """Each report can be read as a page, with a table and no script."""
    answer = browser(place.clerk).get(f"/reports?name={name}&{DAYS}")
    assert answer.status_code == 200
    assert '<table class="figures">' in answer.text
    assert "<script>" not in answer.text


def test_files_of_a_report(browser: Any, place: Any) -> None:
    """A report can be taken away as CSV, XLSX and a page that needs nothing beside it."""
    clerk = browser(place.clerk)
    csv = clerk.get(f"/reports/overview.csv?{DAYS}")
    assert csv.content.decode("utf-8-sig").splitlines()[0] == "指标,本期,上年同期,同比,口径"
    book = load_workbook(io.BytesIO(clerk.get(f"/reports/tier.xlsx?{DAYS}").content))
    assert book.sheetnames == ["报表", "口径与说明"]
    page = clerk.get(f"/reports/overview.html?{DAYS}").text
    assert "<style>" in page
    assert "src=" not in page
    assert clerk.get(f"/reports/overview.pdf?{DAYS}").status_code == 422


def test_a_wrong_question_is_refused_by_name(browser: Any, place: Any) -> None:
    """A report that is not there, days that are none and days in the wrong order are told as such."""
    clerk = browser(place.clerk)
    assert clerk.get("/reports?name=nothing").status_code == 404
    assert clerk.get("/reports?since=yesterday").status_code == 422
    assert clerk.get("/reports?since=2026-05-01&until=2026-04-01").status_code == 422


def test_reports_over_the_api(program: Any, place: Any) -> None:
    """Programs get the same figures with definitions, and the list of reports."""
    caller = program(place.clerk)
    headers = {"Authorization": f"Bearer {caller.token}"}
    assert "published" in caller.client.get("/api/reports", headers=headers).json()
    told = caller.client.get(f"/api/reports/tier?{DAYS}", headers=headers).json()
    assert told["rows"][-1]["total"] is True
    assert {"id", "zh", "en", "unit", "means", "means_en"} == set(told["columns"][0])


def test_a_number_leads_to_its_cases(browser: Any, program: Any, place: Any, new_case: Any) -> None:
    """报表上的数点开就是这些案件，数目相同，可以再翻回报表；接口给出同样的案件；只看统计的人没有链接。"""
    case = new_case("报表上的案件（示例）")
    asked = "since=2025-01-01&until=2025-12-31&pack=yunyang"
    clerk = browser(place.clerk)
    page = clerk.get(f"/reports?name=channel&{asked}").text
    links = re.findall(r'<a href="(/reports/channel/cases[^"]+)">(\d+)</a>', page)
    address, number = next(each for each in links if "indicator=received" in each[0] and "group=" in each[0])
    opened = clerk.get(html.unescape(address))
    assert opened.status_code == 200
    assert f"登记件数 <strong>{number}</strong>" in opened.text
    assert "/reports?name=channel" in opened.text
    caller = program(place.clerk)
    rows = caller.get(f"/reports/channel?{asked}").json()["rows"]
    behind = rows[-1]["behind"]["received"]
    told = caller.get(f"/reports/channel/cases?indicator={behind['indicator']}&{asked}").json()
    assert (told["value"], told["more"]) == (rows[-1]["cells"]["received"], told["value"] > 30)
    assert case["id"] in {each["case"]["id"] for each in told["cases"]} or told["more"]
    share = caller.get(f"/reports/overview/cases?indicator=success_rate&{asked}").json()
    assert {(each["over"], each["under"]) for each in share["cases"]} <= {(0, 1), (1, 1)}
    assert caller.get(f"/reports/staffing/cases?indicator=received&{asked}").status_code == 404
    auditor = browser("auditor")
    assert "/reports/channel/cases" not in auditor.get(f"/reports?name=channel&{asked}").text
    assert auditor.get(html.unescape(address)).status_code == 403
