"""Two real disputes (C01, the furrow of H4), by hand through the three desks."""

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
SCENARIOS = ROOT / "bpmn/procedures/dispute/scenarios"
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


def _played(
    installation: Installation, chromium: Browser, name: str, *, width: int = 1280
) -> tuple[DeskPlayer, str]:
    """Play a scenario's submit steps by hand, its dates moved so that it begins today; return the case's address."""
    scenario = read_scenario((SCENARIOS / name).read_bytes(), name)
    shift = legal_day(SystemClock().now()) - scenario.opened
    player = DeskPlayer(chromium, installation.address, shift=shift, width=width)
    case_id = player.open_case(scenario.opened_by, scenario.name, scenario.org)
    for step in (each for each in scenario.steps if each.verb == "submit"):
        player.submit(step.by, case_id, NAMES[str(step.what)], step.answers)
    return player, f"{installation.address}/cases/{case_id}"


def test_a_work_death_goes_from_the_counter_to_the_courts_ruling(
    installation: Installation, chromium: Browser
) -> None:
    """Window, mediator, court: each does its steps at its own desk, and the ruling reaches the mediator's case page."""
    player, case_url = _played(installation, chromium, "c01-work-death.yaml")
    mediator = player.page_of("qinglong-med-1")
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


def test_one_furrow_is_settled_orally_on_a_phone(installation: Installation, chromium: Browser) -> None:
    """A village mediator does the whole case on a phone, from the counter to the archive."""
    player, case_url = _played(installation, chromium, "h4-one-furrow.yaml", width=390)
    page = player.page_of("village-med")
    page.goto(case_url)
    assert "已结案" in page.inner_text("main")
    for title in ("口头协议登记表", "回访记录"):
        assert (
            page.request.get(installation.address + _made(page, case_url, title)).body().startswith(b"%PDF")
        )
