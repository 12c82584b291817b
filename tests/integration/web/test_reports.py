"""Reports on the pages and over the API."""

from __future__ import annotations

import io
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
