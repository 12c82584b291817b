"""The window in a real browser: a dispute is taken in by keyboard alone, and a receipt follows."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.conftest import Installation
from tests.acceptance.desk_player import DeskPlayer

pytestmark = pytest.mark.slow
PHOTO = {
    "name": "收条.png",
    "mimeType": "image/jpeg",
    "buffer": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\xff\xd9",
}


@pytest.fixture
def page(installation: Installation, chromium: Browser) -> Page:
    """The window's page, a clerk signed in."""
    opened = DeskPlayer(chromium, installation.address, shift=timedelta()).page_of("qinglong-desk")
    opened.set_default_timeout(20_000)
    opened.goto(f"{installation.address}/cases/new")
    return opened


def test_a_dispute_is_taken_in_by_keyboard(page: Page, installation: Installation) -> None:
    """No mouse is needed from the first field to the receipt; a pasted number fills in what it says."""
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
    page.select_option('[name="intake.matter_class"]', "general")
    page.set_input_files("#files", [PHOTO])
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
