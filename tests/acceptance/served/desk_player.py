"""Play a scenario with hands: sign in, find the task on the desk, fill its form, press the button."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page

PASSWORD = "hewei-demo"
PATIENCE = 120_000
"""How many milliseconds a page may take before it counts as broken; a busy machine is not a broken page."""


class DeskPlayer:
    """People of one installation, each in a browser of their own."""

    def __init__(self, browser: Browser, address: str, *, shift: timedelta, width: int = 1280) -> None:
        """Dates of the scenario are moved by *shift*, so that it begins today."""
        self._browser = browser
        self.address = address
        self._shift = shift
        self._width = width
        self._people: dict[str, tuple[BrowserContext, Page]] = {}

    def page_of(self, login: str) -> Page:
        """Return the page of this person, signed in."""
        if login not in self._people:
            context = self._browser.new_context(
                viewport={"width": self._width, "height": 900}, locale="zh-CN"
            )
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto(f"{self.address}/sign-in")
            page.fill("input[name=login]", login)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url(re.compile("/(desk|court)$"))
            self._people[login] = (context, page)
        return self._people[login][1]

    def open_case(self, login: str, title: str, org: str) -> str:
        """Open a case at the window and return its id."""
        page = self.page_of(login)
        page.goto(f"{self.address}/cases/new")
        page.select_option("[name=org]", org)
        page.fill("[name='claim.title']", title)
        page.click("button[name=_action][value=open]")
        page.wait_for_url("**/tasks/**")
        return page.url.rpartition("/tasks/")[2].partition(":")[0]

    def submit(self, login: str, case_id: str, name: str, answers: Mapping[str, Any]) -> Page:
        """Do the step called *name* of this case from the person's own desk."""
        page = self.page_of(login)
        page.goto(self.address)
        link = page.locator(f"a[href^='/tasks/{case_id}']", has_text=name)
        link.first.click()
        page.wait_for_selector("#task-fields")
        for path, value in answers.items():
            self._answer(page, path, value)
        page.locator("button[name=_action][value=submit]").first.click()
        page.wait_for_load_state()
        if page.locator(
            "#problems a[href='#agreement-findings']"
        ).count():  # read, and handed in all the same
            page.locator("button[name=_action][value=submit]").first.click()
            page.wait_for_load_state()
        refused = page.locator("[aria-invalid=true]")
        problems = refused.evaluate_all("all => all.map(e => `${e.name}: ${e.closest('div').innerText}`)")
        assert problems == [], f"{name}: {problems}"
        return page

    def _answer(self, page: Page, path: str, value: Any) -> None:
        if isinstance(value, list) and value and isinstance(value[0], dict):
            self._rows(page, path, value)
        elif isinstance(value, list):
            for each in value:
                page.check(f"[name='{path}'][value='{each}']")
        elif not self._follows_from_a_choice(page, path):
            self._field(page, page.locator(f"[name='{path}']"), value)

    def _follows_from_a_choice(self, page: Page, path: str) -> bool:
        """A name that the desk writes by itself when its body or person is chosen from a list."""
        chooser = page.locator(f"select[name='{path.removesuffix('_name')}_id']")
        return (
            path.endswith("_name") and page.locator(f"[name='{path}']").count() == 0 and chooser.count() > 0
        )

    def _rows(self, page: Page, path: str, rows: list[dict[str, Any]]) -> None:
        for number, row in enumerate(rows):
            while page.locator(f"[name^='{path}.{number}.']").count() == 0:
                page.click(f"button[name=_action][value='add:{path}']")
                page.wait_for_selector(f"[name^='{path}.{number}.']")
            for key, value in row.items():
                self._answer(page, f"{path}.{number}.{key}", value)

    def _field(self, page: Page, found: Locator, value: Any) -> None:
        assert found.count() > 0, f"{page.url} asks nothing for {value!r}"
        folded = page.locator("details:not([open])", has=found).locator("> summary")
        while folded.count():  # under "more fields"
            folded.first.click()
        if found.first.get_attribute("readonly") is not None:  # shown, not asked
            shown = found.first.input_value()
            assert shown == str(value) or Decimal(shown) == Decimal(str(value)), f"{page.url} shows {shown!r}"
            return
        kind = found.first.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()")
        if kind == "checkbox":
            found.first.set_checked(bool(value))
        elif kind == "radio":
            page.check(f"[name='{found.first.get_attribute('name')}'][value='{value}']")
        elif kind == "select":
            found.first.select_option(str(value).lower() if isinstance(value, bool) else str(value))
        elif kind == "date":
            day = value if isinstance(value, date) else date.fromisoformat(str(value))
            latest = (
                found.first.get_attribute("max") or "9999-12-31"
            )  # a scenario looks ahead, a desk does not
            found.first.fill(min((day + self._shift).isoformat(), latest))
        elif kind != "hidden":
            found.first.fill(str(value))
