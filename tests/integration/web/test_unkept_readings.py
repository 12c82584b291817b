"""A page whose reading cannot be written down is not shown, and whoever asked learns why."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import httpx

from tests.integration.web.conftest import FRIDAY, PASSWORD, Browser, Direct
from tests.quick_hash import quick_hash
from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.testing.cast import actor_for
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.load_pack import load_pack
from workflows.usecases.open_case import OpenCase, open_case
from workflows.web.app import create_app


def test_a_case_is_not_shown_while_its_reading_cannot_be_kept(tmp_path: Path, runner: asyncio.Runner) -> None:
    """The audit has no room: the list still opens, the case does not; the page says so calmly, with its guards."""
    settings = Settings(home=tmp_path, database=f"sqlite:///{tmp_path / 'hewei.db'}", sample=True)
    app = bootstrap(settings, clock=FakeClock(FRIDAY))
    app.store.prepare()
    load_pack(app, "yunyang", password=quick_hash(PASSWORD))
    clerk = actor_for(app, "yunyang", "qinglong-desk", "yunyang-qinglong")
    case = open_case(app, clerk, OpenCase(pack="yunyang", org_id="yunyang-qinglong", procedure="dispute"))
    web = httpx.Client(transport=Direct(runner, create_app(app)), base_url="http://desk.test")
    browser = Browser(web)
    browser.sign_in("qinglong-desk")
    assert case.number in browser.get(f"/cases/{case.id}").text
    with sqlite3.connect(tmp_path / "hewei.db") as file:
        file.execute("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no room'); END")
    refused = browser.get(f"/cases/{case.id}")
    assert (refused.status_code, case.number in refused.text) == (500, False)
    assert "数据库" in refused.text
    assert refused.headers["x-request-id"] in refused.text
    assert "default-src" in refused.headers["content-security-policy"]
    assert browser.get("/desk").status_code == 200
    app.store.close()
