"""Cookies over https, and posts that demand a second factor."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.integration.web.conftest import Browser, Direct
from workflows.config import read_settings
from workflows.usecases.app import App
from workflows.web.app import create_app


@pytest.fixture
def visit(machine: App, runner: asyncio.Runner) -> Callable[..., Browser]:
    """Return a maker of browsers at the site with other settings."""

    def make(scheme: str = "http", **settings: Any) -> Browser:
        app = replace(machine, settings=replace(machine.settings, **settings))
        transport = Direct(runner, create_app(app))
        return Browser(httpx.Client(transport=transport, base_url=f"{scheme}://desk.test"))

    return make


def test_over_https_a_cookie_belongs_to_this_host_alone(visit: Callable[..., Browser], place: Any) -> None:
    """Login and visit bear the prefix that ties them to the host: secure, for the whole site, for no other domain."""
    browser = visit("https", secure_cookies=True)
    first = browser.get("/sign-in").headers["set-cookie"]
    assert first.startswith("__Host-hewei-visit=")
    entered = browser.post("/sign-in", {"login": place.clerk, "password": "a password for tests only"})
    second = entered.headers["set-cookie"]
    assert second.startswith("__Host-hewei=")
    for cookie in (first, second):
        words = {word.strip().lower() for word in cookie.split(";")[1:]}
        assert {"httponly", "path=/", "samesite=lax", "secure"} == words
    assert browser.get("/desk").status_code == 200
    assert "max-age=31536000" in browser.get("/desk").headers["strict-transport-security"]


@pytest.mark.parametrize(
    ("address", "asked", "expected"),
    [
        ("https://hewei.example", "", True),
        ("http://hewei.example", "", False),
        ("https://hewei.example", "0", False),
    ],
)
def test_cookies_are_secure_where_the_address_is(
    monkeypatch: pytest.MonkeyPatch, address: str, asked: str, expected: bool
) -> None:
    """Whoever names a public address with https gets secure cookies without asking."""
    monkeypatch.setenv("HEWEI_PUBLIC_URL", address)
    if asked:
        monkeypatch.setenv("HEWEI_SECURE_COOKIES", asked)
    assert read_settings().secure_cookies is expected


def test_outside_a_demonstration_some_posts_demand_a_second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who runs the machine or writes its rules has two factors, unless the place says otherwise."""
    assert "admin" in read_settings().second_factor_roles
    monkeypatch.setenv("HEWEI_SECOND_FACTOR_ROLES", "")
    assert read_settings().second_factor_roles == ()
    monkeypatch.delenv("HEWEI_SECOND_FACTOR_ROLES")
    assert read_settings(sample=True).second_factor_roles == ()
    monkeypatch.setenv("HEWEI_SAMPLE", "1")
    assert read_settings().second_factor_roles == ()


def test_a_post_that_demands_a_second_factor_opens_nothing_before(visit: Callable[..., Browser]) -> None:
    """The designer sees one page until the second factor is set up; a colleague with another post is not held up."""
    browser = visit(second_factor_roles=("designer",))
    entered = browser.sign_in("designer")
    assert entered.headers["location"] == "/account?owes=second-factor-owed"
    assert browser.get("/designer").headers["location"] == "/account?owes=second-factor-owed"
    assert "先启用" in browser.get("/account?owes=second-factor-owed").text
    body = {"login": "designer", "password": "a password for tests only"}
    token = browser.client.post("/api/sign-in", json=body).json()["token"]
    refused = browser.client.get("/api/procedures", headers={"Authorization": f"Bearer {token}"})
    assert refused.json()["code"] == "second-factor-owed"
    other = visit(second_factor_roles=("designer",))
    assert other.sign_in("qinglong-desk").headers["location"] == "/"
