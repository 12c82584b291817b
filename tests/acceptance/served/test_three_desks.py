"""Two real disputes (C01, the furrow of H4), by hand through the three desks; and the window by keyboard alone."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.served.desk_player import DeskPlayer
from tests.acceptance.served.installation import Installation
from workflows.clock import SystemClock, legal_day
from workflows.testing.scenario import read_scenario

ROOT = Path(__file__).resolve().parents[3]
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
    for _ in range(240):
        page.goto(case_url)
        row = page.locator("tr, li", has_text=title).locator("a[href$='.pdf']")
        if row.count():
            return str(row.first.get_attribute("href"))
        time.sleep(1)
    raise AssertionError(f"the paper {title} was not made within four minutes")


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


def test_without_a_network_nothing_typed_is_lost(installation: Installation, chromium: Browser) -> None:
    """What is typed without a network stays on the page, which says so; once it is back, it is kept by itself."""
    player = DeskPlayer(chromium, installation.address, shift=timedelta(), width=390)
    player.open_case("qinglong-desk", "山里没有信号(示例)", "yunyang-qinglong")
    page = player.page_of("qinglong-desk")
    address = page.url
    page.fill("[name='claim.summary']", "断网时写的")
    page.context.set_offline(True)
    page.locator("button[name=_action][value=submit]").first.click()
    expect(page.locator("#unreached")).to_be_visible()
    assert page.url == address
    page.context.set_offline(False)
    expect(page.locator("#draft-state")).to_contain_text("草稿已于")
    expect(page.locator("#unreached")).to_be_hidden()
    page.goto(address)
    expect(page.locator("[name='claim.summary']")).to_have_value("断网时写的")


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


PHOTO = {
    "name": "收条.png",
    "mimeType": "image/jpeg",
    "buffer": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\xff\xd9",
}


@pytest.fixture
def page(installation: Installation, chromium: Browser) -> Page:
    """The window's page, a clerk signed in."""
    opened = DeskPlayer(chromium, installation.address, shift=timedelta()).page_of("qinglong-desk")
    opened.goto(f"{installation.address}/cases/new")
    return opened


def test_a_dispute_is_taken_in_by_keyboard(page: Page, installation: Installation) -> None:
    """No mouse is needed from the first field to the receipt; a number fills in what it says, refusals lose no file."""
    page.focus('[name="parties.0.name"]')
    page.keyboard.type("吴键盘(示例)")
    page.keyboard.press("Tab")
    page.keyboard.insert_text("11010519491231002x")
    expect(page.locator('[name="parties.0.birth"]')).to_have_value("1949-12-31")
    expect(page.locator('[name="parties.0.sex"]')).to_have_value("female")
    page.fill('[name="parties.1.name"]', "郑键盘(示例)")
    page.keyboard.press("Alt+N")
    expect(page.locator('[name="parties.2.role"]')).to_be_focused()
    expect(page.locator('[name="parties.0.name"]')).to_have_value("吴键盘(示例)")
    page.select_option('[name="parties.2.role"]', "third")
    page.fill('[name="parties.2.name"]', "王键盘(示例)")
    page.fill('[name="claim.title"]', "吴郑排水纠纷(示例)")
    page.select_option('[name="claim.type"]', "neighbour")
    page.fill('[name="claim.summary"]', "屋檐水流入邻家院坝")
    page.select_option('[name="place.scope"]', "one_village")
    page.set_input_files("#files", [PHOTO])
    page.focus('[name="claim.summary"]')
    page.keyboard.press("Control+Enter")
    expect(page.locator("#problems")).to_be_focused()
    page.select_option('[name="intake.matter_class"]', "general")
    page.focus('[name="claim.summary"]')
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile("/receipt"))
    expect(page.locator("h1")).to_have_text("受理回执")
    expect(page.locator("article")).to_contain_text("收条.jpg")
    page.goto(f"{installation.address}/cases/new")
    page.fill('[name="parties.0.id_number"]', "11010519491231002X")
    expect(page.locator("#similar")).to_contain_text("吴郑排水纠纷")
    expect(page.locator("#similar")).to_contain_text("证件号相同")


def test_a_wrong_number_is_told_at_once(page: Page) -> None:
    """Whoever mistypes one digit is told beside the field, and nothing is filled in."""
    page.fill('[name="parties.1.id_number"]', "110105194912310021")
    expect(page.locator(".told-by-number")).to_have_text(re.compile("校验位不符"))
    expect(page.locator('[name="parties.1.birth"]')).to_have_value("")
