"""Every page in a real browser: nothing that axe finds wrong, all by keyboard, in both languages, widths and lights."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
import uvicorn
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from tests.integration.prefect_processes import free_port
from tests.quick_hash import quick_hash
from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.domain.permission import ROLES, Action
from workflows.store.opening import open_store
from workflows.testing.sample_cases import open_sample_cases
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.web.app import PAGES, create_app
from workflows.web.doors import PageDoor
from workflows.web.identity import LANGUAGE

View = tuple[int, Literal["light", "dark"]]
pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "workflows/web/frontend/node_modules/axe-core/axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "a password for tests only"
VIEWS: Mapping[str, tuple[View, View]] = {
    "zh": ((1280, "light"), (390, "dark")),
    "en": ((390, "light"), (1280, "dark")),
}
"""Each language at both widths and in both lights; each pair of them is met, and every rule at least twice."""
LIMIT = 150_000
"""Bytes of a page as they travel."""
PEOPLE = {
    "mediator": "qinglong-med-1", "chair": "qinglong-chair", "clerk": "qinglong-desk", "coordinator": "county-coord",
    "judge": "court-judge", "court_clerk": "court-desk", "designer": "designer", "editor": "editor",
    "admin": "admin", "auditor": "auditor", "security": "security", "supervisor": "county-super",
}  # fmt: skip
FRAMES = {"/studio/{document}/preview"}
"""A paper in a frame of a page is judged with the page; by itself it is no page."""
ASKED = {"/reports/{name}/cases": "/reports/type/cases?indicator=received"}
"""Pages that are nothing without a question."""
ADDRESSES = sorted(
    {
        (route.path, door.action)
        for module in PAGES
        for route in module.router.routes
        if isinstance(route, APIRoute) and "GET" in route.methods
        for door in (each.dependency for each in route.dependencies)
        if isinstance(door, PageDoor) and route.path not in FRAMES
    }
)
RUN = """async ({tags, only}) => {
  const options = only ? {runOnly: {type: 'rule', values: only}} : {runOnly: {type: 'tag', values: tags}};
  const found = await axe.run({exclude: [['.island-canvas']]}, {resultTypes: ['violations'], ...options});
  return found.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | '));
}"""
LISTEN = """() => {
  const box = [...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary')]
    .filter(e => !e.closest('.island') && !e.disabled && e.tabIndex >= 0 && e.checkVisibility());
  const name = e => e.type === 'radio' ? 'radio ' + e.name : box.indexOf(e) + ' ' + e.outerHTML.slice(0, 90);
  window.wanted = [...new Set(box.map(name))];
  window.reached = new Set(); window.unseen = [];
  document.addEventListener('focusin', ({target: e}) => {
    if (!box.includes(e)) return;
    window.reached.add(name(e));
    const look = getComputedStyle(e);
    if (look.outlineStyle === 'none' || parseFloat(look.outlineWidth) < 2) window.unseen.push(name(e));
  });
  return window.wanted.length;
}"""


@dataclass
class Site:
    """A running site with the sample place, and a browser window for each person and language."""

    address: str
    browser: Browser
    samples: Mapping[str, str]
    cookies: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    windows: dict[tuple[str, str], tuple[BrowserContext, Page]] = field(default_factory=dict)
    refusals: set[tuple[int, str]] = field(default_factory=set)

    def cookies_of(self, login: str) -> list[dict[str, Any]]:
        """Return the cookies of somebody who has signed in."""
        if login and login not in self.cookies:
            with httpx.Client(base_url=self.address, trust_env=False, timeout=120) as client:
                token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
                assert token is not None
                form = {"csrf_token": token.group(1), "login": login, "password": PASSWORD, "next": "/"}
                assert client.post("/sign-in", data=form).status_code == 303
                self.cookies[login] = [
                    {"name": each.name, "value": each.value, "url": self.address}
                    for each in client.cookies.jar
                ]
        return self.cookies.get(login, [])

    def window(self, login: str, language: str) -> Page:
        """Return the window of this person in this language."""
        if (login, language) not in self.windows:
            context = self.browser.new_context(bypass_csp=True, reduced_motion="reduce")
            context.set_default_timeout(120_000)
            context.route("**/static/dist/**", lambda route: route.abort())
            context.add_cookies(
                [*self.cookies_of(login), {"name": LANGUAGE, "value": language, "url": self.address}]
            )
            self.windows[login, language] = (context, context.new_page())
        return self.windows[login, language][1]

    def filled(self, path: str) -> str:
        """Return the address of a route with samples in its places."""
        return self.address + re.sub(
            r"{(\w+)(?::\w+)?}", lambda place: self.samples.get(place[1], "sample"), ASKED.get(path, path)
        )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The machine in memory with the Yunyang sample and its cases."""
    settings = Settings(home=tmp_path_factory.mktemp("pages"), database="memory:", sample=True)
    app = bootstrap(settings, store=open_store("memory:"))
    app.store.prepare()
    load_pack(app, "yunyang", password=quick_hash(PASSWORD))
    open_sample_cases(app, "yunyang")
    yield app
    app.store.close()


@pytest.fixture(scope="module")
def site(machine: App, chromium: Browser) -> Iterator[Site]:
    """The machine's pages on a port of this computer."""
    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(create_app(machine), host="127.0.0.1", port=port, log_level="error", access_log=False)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    with machine.store.read() as tx:
        open_cases = tx.cases.search(orgs=["yunyang-qinglong"], limit=50)
        case = next(
            each for each in open_cases if any(i.role == "mediator" for i in tx.work.of_case(each.id))
        )
        item = tx.work.of_case(case.id)[0]
    with machine.store.write() as tx:
        for login in PEOPLE.values():
            tx.watchers.put(case.id, f"yunyang:{login}", by="yunyang:qinglong-chair", at=machine.clock.now())
    samples = {
        "case_id": case.id, "item_id": item.id, "procedure": "dispute", "process": "dispute", "number": "0",
        "name": "dispute.bpmn", "document": "agreement",
    }  # fmt: skip
    opened = Site(f"http://127.0.0.1:{port}", chromium, samples)
    yield opened
    for context, _ in opened.windows.values():
        context.close()
    server.should_exit = True
    thread.join(10)


def login_for(action: Action) -> str:
    """Return somebody whose post is for the action, "" where nobody need be."""
    if action is Action.KNOCK:
        return ""
    return next((login for role, login in PEOPLE.items() if role in ROLES[action]), PEOPLE["mediator"])


def opened(page: Page, address: str) -> int:
    """Open a page; returns its status, 0 for a file that the browser keeps."""
    try:
        answer = page.goto(address, wait_until="domcontentloaded")
    except PlaywrightError as refused:
        if "Download is starting" in refused.message or "ERR_ABORTED" in refused.message:
            return 0
        raise
    shown = answer is not None and answer.headers.get("content-type", "").startswith("text/html")
    return answer.status if answer is not None and shown else 0


def look(page: Page, width: int, light: Literal["light", "dark"]) -> None:
    """Show a page at this width, by day or by night."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=light)


def faults(page: Page, *, only: list[str] | None = None) -> list[str]:
    """Return what axe finds wrong with the page as it stands."""
    found: list[str] = page.evaluate(RUN, {"tags": RULES, "only": only})
    return found


LOOKS = [(*each, "zh") for each in ADDRESSES] + [(*each, "en") for each in ADDRESSES[::6]]
"""Every page in Chinese, every sixth in English too: the markup is the same, only the words differ."""


@pytest.mark.parametrize(
    ("path", "action", "language"), LOOKS, ids=[f"{language}-{path}" for path, _, language in LOOKS]
)
def test_axe_finds_nothing(site: Site, path: str, action: Action, language: str) -> None:
    """No rule of WCAG 2.2 AA that a machine can check is broken, on a phone or a desk, by day or by night.

    The islands are left out: diagrams and editors have their text beside them, and come as bundles of others.
    """
    page = site.window(login_for(action), language)
    first, second = VIEWS[language]
    look(page, *first)
    status = opened(page, site.filled(path))
    if not status or (status, language) in site.refusals:
        return  # no page, or the page of a refusal that was looked at before
    if status >= 400:
        site.refusals.add((status, language))
    page.evaluate(AXE)
    found = {first: faults(page)}
    look(page, *second)
    found[second] = faults(page, only=["color-contrast"])
    assert {where: what for where, what in found.items() if what} == {}
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.parametrize(("path", "action"), ADDRESSES, ids=[path for path, _ in ADDRESSES])
def test_a_page_travels_light(site: Site, path: str, action: Action) -> None:
    """A page with its styles and scripts, without its islands, is less than 150 KB as it travels."""
    with httpx.Client(base_url=site.address, trust_env=False, timeout=120) as client:
        for cookie in site.cookies_of(login_for(action)):
            client.cookies.set(cookie["name"], cookie["value"])
        with client.stream("GET", site.filled(path).removeprefix(site.address)) as answer:
            if not answer.headers.get("content-type", "").startswith("text/html"):
                return
            size = sum(len(piece) for piece in answer.iter_raw())
        assert size < LIMIT


@pytest.mark.parametrize(
    ("path", "login"),
    [
        ("/sign-in", ""),
        ("/desk", "qinglong-med-1"),
        ("/board", "county-coord"),
        ("/cases/{case_id}", "qinglong-med-1"),
        ("/cases/{case_id}/verbs", "qinglong-chair"),
        ("/cases/{case_id}/mend", "admin"),
        ("/tasks/{item_id}", "qinglong-med-1"),
        ("/desk/absence", "qinglong-med-1"),
    ],
)
def test_every_control_is_reached_by_keyboard(site: Site, path: str, login: str) -> None:
    """Pressing Tab leads to each link, button and field in turn, and what has the focus is seen to have it."""
    page = site.window(login, "zh")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site.filled(path))
    count = page.evaluate(LISTEN)
    assert count > 3
    for _ in range(int(count) + 40):
        page.keyboard.press("Tab")
    missed = page.evaluate("window.wanted.filter(each => !window.reached.has(each))")
    assert missed == []
    assert page.evaluate("[...new Set(window.unseen)]") == []


def test_the_sample_cases_are_opened_once(machine: App) -> None:
    """A preparation that is begun again finds its sample cases and opens none twice."""
    assert open_sample_cases(machine, "yunyang") == []
