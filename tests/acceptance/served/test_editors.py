"""The designer's editors in a real browser: what is changed there is really sent and kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.acceptance.served.desk_player import PATIENCE
from tests.acceptance.served.installation import Installation

pytestmark = pytest.mark.slow
EDIT = "/designer/intake/edit/intake.bpmn"


@pytest.fixture
def desk(installation: Installation, chromium: Browser) -> Iterator[Page]:
    """The process designer at their desk, in Chinese."""
    context = chromium.new_context(base_url=installation.address, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("#login", "designer")
    page.fill("#password", "hewei-demo")
    page.click("form button.main")
    page.wait_for_url("**/designer")
    yield page
    context.close()


def test_a_renamed_step_is_kept_when_the_designer_saves(desk: Page) -> None:
    """A designer selects a step, reads its kind in Chinese, types a new name, saves; the draft has the new name."""
    desk.goto(EDIT)
    desk.locator("[data-element-id=register]").first.click(force=True)
    expect(desk.locator(".bio-properties-panel-header")).to_contain_text("人工环节")
    name = desk.locator("#bio-properties-panel-name")
    if not name.is_visible():
        desk.locator(".bio-properties-panel-group-header").first.click()
    name.fill("登记矛盾纠纷")
    expect(desk.locator("[data-element-id=register] text").first).to_contain_text("登记矛盾")
    desk.locator("form[data-keep] button.main").click()
    expect(desk.locator(".note-good")).to_contain_text("草稿已保存")
    assert "登记矛盾纠纷" in desk.request.get("/designer/intake/files/intake.bpmn").text()
    desk.goto("/designer/intake")
    desk.locator("summary", has_text="放弃草稿").click()
    desk.locator("form[action$='/drop'] button").click()
    expect(desk.locator("main")).not_to_contain_text("已改")


def test_a_step_is_one_for_a_person_and_its_role_is_chosen(desk: Page) -> None:
    """A step drawn from the palette is one that a person does; who does it and its papers are chosen from lists."""
    desk.goto(EDIT)
    lane = desk.locator("[data-element-id=lane_clerk]").first.bounding_box()
    assert lane is not None
    desk.locator("[data-action='create.task']").click()
    desk.mouse.move(lane["x"] + 140, lane["y"] + lane["height"] - 50, steps=4)
    desk.mouse.click(lane["x"] + 140, lane["y"] + lane["height"] - 50)
    desk.keyboard.type("看现场")
    desk.locator(".djs-container").press("Escape")
    expect(desk.locator(".bio-properties-panel-header")).to_contain_text("人工环节")
    desk.locator("#bio-properties-panel-hewei-role").select_option(label="调委会主任（chair）")
    desk.locator("#bio-properties-panel-hewei-document-pick").select_option("receipt")
    desk.locator("#bio-properties-panel-hewei-document-pick").select_option("agreement")
    expect(desk.locator("#bio-properties-panel-hewei-document")).to_have_value("receipt, agreement")
    desk.locator("form[data-keep] button.main").click()
    expect(desk.locator(".note-good")).to_contain_text("草稿已保存")
    drawn = desk.request.get("/designer/intake/files/intake.bpmn").text()
    assert 'name="role" value="chair"' in drawn
    assert 'name="document" value="receipt, agreement"' in drawn
    assert "<bpmn:task " not in drawn
    desk.goto("/designer/intake")
    desk.locator("summary", has_text="放弃草稿").click()
    desk.locator("form[action$='/drop'] button").click()


def test_what_a_machine_step_has_done_is_chosen_and_told(desk: Page) -> None:
    """What a machine step does is chosen by name; what it is told is asked for, and kept with the rest of the file."""
    desk.goto("/designer/confirmation/edit/confirmation.bpmn#file_package")
    operation = desk.locator("#bio-properties-panel-hewei-operation")
    expect(operation).to_have_value("file-with-court")
    expect(desk.locator("#bio-properties-panel-hewei-told-court")).to_have_value("case.confirmation.court_id")
    operation.select_option(label="按规则选出调解员（assign-mediator）")
    desk.locator("#bio-properties-panel-hewei-told-org_id").fill("case.handling.org_id")
    desk.locator("form[data-keep] button.main").click()
    expect(desk.locator(".note-good")).to_contain_text("草稿已保存")
    drawn = desk.request.get("/designer/confirmation/files/confirmation.bpmn").text()
    assert 'serviceTaskOperator id="assign-mediator"' in drawn
    assert 'parameter id="org_id" type="any" value="case.handling.org_id"' in drawn
    assert 'serviceTaskOperator id="file-with-court"' in drawn
    desk.goto("/designer/confirmation")
    desk.locator("summary", has_text="放弃草稿").click()
    desk.locator("form[action$='/drop'] button").click()
