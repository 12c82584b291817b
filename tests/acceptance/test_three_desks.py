"""One real dispute (case C01), from the counter to the court's ruling, by hand through the three desks."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.acceptance.conftest import Installation
from tests.acceptance.desk_player import DeskPlayer
from workflows.clock import SystemClock, legal_day
from workflows.testing.scenario import read_scenario

ROOT = Path(__file__).resolve().parents[2]
C01 = ROOT / "bpmn/procedures/dispute/scenarios/c01-work-death.yaml"
TASK = re.compile(r'<bpmn:userTask id="([^"]+)" name="([^"]+)"')
NAMES = {
    element: name
    for diagram in (ROOT / "bpmn/procedures").glob("*/*.bpmn")
    for element, name in TASK.findall(diagram.read_text("utf-8"))
}

pytestmark = pytest.mark.slow


def _made(page: Page, case_url: str, title: str) -> str:
    """Wait until the paper is made, and return the address of its PDF."""
    for _ in range(60):
        page.goto(case_url)
        row = page.locator("tr, li", has_text=title).locator("a[href$='.pdf']")
        if row.count():
            return str(row.first.get_attribute("href"))
        time.sleep(1)
    raise AssertionError(f"the paper {title} was not made within a minute")


def test_a_work_death_goes_from_the_counter_to_the_courts_ruling(
    installation: Installation, chromium: Browser
) -> None:
    """Window, mediator, court: each does its steps at its own desk, and the ruling reaches the mediator's case page."""
    scenario = read_scenario(C01.read_bytes(), str(C01))
    today = legal_day(SystemClock().now())
    player = DeskPlayer(chromium, installation.address, shift=today - scenario.opened)
    case_id = player.open_case("county-desk", "某服务中心项目工亡赔偿纠纷", "yunyang-county-centre")
    for step in (each for each in scenario.steps if each.verb == "submit"):
        player.submit(step.by, case_id, NAMES[str(step.what)], step.answers)

    mediator = player.page_of("qinglong-med-1")
    case_url = f"{installation.address}/cases/{case_id}"
    mediator.goto(case_url)
    assert "田解纷" in mediator.inner_text("header")
    assert "确认" in mediator.inner_text("main")
    pdf = mediator.request.get(installation.address + _made(mediator, case_url, "人民调解协议书"))
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.body().startswith(b"%PDF")

    court = player.page_of("court-desk")
    court.goto(case_url)
    assert "法院书记员" in court.inner_text("header")
    assert "裁定" in court.inner_text("main")
    for title in ("人民调解协议书", "司法确认申请书"):
        paper = court.request.get(installation.address + _made(court, case_url, title))
        assert paper.body().startswith(b"%PDF")
