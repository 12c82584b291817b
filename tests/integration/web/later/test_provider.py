"""Signing in at an identity provider: a real one runs beside the tests, in a process of its own."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.integration.web.conftest import Browser, Direct
from tests.integration.web.identity_provider import CLIENT, SECRET
from workflows.clock import SystemClock
from workflows.domain.actor import CONSOLE
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.identity.accounts import link_identity
from workflows.web.app import create_app

ROOT = Path(__file__).resolve().parents[4]
ANSWER = "http://desk.test/sign-in/provider/answer"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of the provider."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "tests.integration.web.identity_provider", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    for _attempt in range(2000):
        try:
            httpx.get(f"{address}/keys")
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(120)


@pytest.fixture
def trusting(machine: App, issuer: str, tmp_path: Path, clock: FakeClock) -> App:
    """The machine, with the provider set up; the provider's clock is the world's, so that ours follows it."""
    (tmp_path / "secret").write_text(SECRET)
    clock.move_to(max(clock.now(), SystemClock().now()))
    settings = replace(
        machine.settings,
        public_url="http://desk.test",
        oidc_issuer=issuer,
        oidc_client_id=CLIENT,
        oidc_secret_file=tmp_path / "secret",
        oidc_name="示例统一身份",
    )
    return replace(machine, settings=settings)


@pytest.fixture
def visitor(trusting: App, runner: asyncio.Runner) -> Browser:
    """A browser at the site whose provider is set up."""
    transport = Direct(runner, create_app(trusting))
    return Browser(httpx.Client(transport=transport, base_url="http://desk.test"))


@pytest.fixture
def come_back(visitor: Browser, issuer: str) -> Callable[..., httpx.Response]:
    """Return a way to the provider and back, as a person takes it; *wrong* is what the provider gets wrong."""

    def go(who: str = "person-7", wrong: str = "") -> httpx.Response:
        return visitor.get(way(visitor, who, wrong, issuer))

    return go


def way(visitor: Browser, who: str, wrong: str, issuer: str) -> str:
    """Return the address to which the provider sends the browser back."""
    if wrong:
        httpx.post(f"{issuer}/misbehave/{wrong}", timeout=60)
    away = visitor.get("/sign-in/provider?next=/cases")
    assert away.status_code == 303
    sent = httpx.get(away.headers["location"] + f"&login_hint={who}", timeout=60)
    assert sent.status_code == 303, sent.text
    return sent.headers["location"].removeprefix("http://desk.test")


def test_the_button_stands_there_only_where_a_provider_is_set_up(anyone: Browser, visitor: Browser) -> None:
    """A place without a provider shows none; one with a provider names it."""
    assert "/sign-in/provider" not in anyone.get("/sign-in").text
    assert "用 示例统一身份 登录" in visitor.get("/sign-in").text
    assert "没有配置统一身份登录" in anyone.get("/sign-in/provider").text


def test_a_linked_person_signs_in(
    come_back: Callable[..., httpx.Response], trusting: App, visitor: Browser
) -> None:
    """Somebody whose account was linked to the person at the provider is signed in under that account."""
    link_identity(trusting, CONSOLE, "yunyang:qinglong-med-1", "linked-1")
    answer = come_back("linked-1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases")
    assert "田解纷" in visitor.get("/account").text
    assert "统一身份" in visitor.get("/account").text


def test_a_person_who_is_not_linked_is_not_let_in(
    come_back: Callable[..., httpx.Response], trusting: App, visitor: Browser
) -> None:
    """The provider knows them, this place does not: no account is made, and the page says what to do."""
    with trusting.store.read() as tx:
        before = len(tx.directory.find_accounts(limit=10_000))
    answer = come_back("stranger")
    assert answer.status_code == 403
    assert "尚未与本系统的账号关联" in answer.text
    with trusting.store.read() as tx:
        assert len(tx.directory.find_accounts(limit=10_000)) == before
    assert visitor.get("/cases").headers["location"] == "/sign-in?next=/cases"


@pytest.mark.parametrize(
    "wrong",
    ["nonce", "aud", "iss", "expired", "none", "shared-secret", "other-key", "no-subject", "wrong-type"],
)
def test_a_token_that_does_not_hold_opens_nothing(
    come_back: Callable[..., httpx.Response], trusting: App, visitor: Browser, wrong: str
) -> None:
    """Nonce, audience, issuer, expiry, signature and algorithm are each looked at, and one that is wrong is enough."""
    with trusting.store.read() as tx:
        linked = tx.identities.get(trusting.settings.oidc_issuer, "linked-2")
    if linked is None:
        link_identity(trusting, CONSOLE, "yunyang:qinglong-med-2", "linked-2")
    answer = come_back("linked-2", wrong)
    assert answer.status_code == 401
    assert "未通过核验" in answer.text
    assert visitor.get("/cases").headers["location"] == "/sign-in?next=/cases"
    assert come_back("linked-2").status_code == 303


def test_an_answer_is_good_once(visitor: Browser, trusting: App, issuer: str) -> None:
    """Whoever sends the same answer again is refused: the state is used up, and so is the code."""
    link_identity(trusting, CONSOLE, "yunyang:qinglong-chair", "linked-3")
    back = way(visitor, "linked-3", "", issuer)
    assert visitor.get(back).status_code == 303
    visitor.get("/account")
    visitor.post("/sign-out")
    again = visitor.get(back)
    assert again.status_code == 401
    assert "已经用过" in again.text


def test_a_replayed_code_is_refused_by_the_provider(visitor: Browser, issuer: str) -> None:
    """A code that was used before does not open a second login, even with a fresh state."""
    first = way(visitor, "linked-3", "", issuer)
    code = parse_qs(urlsplit(first).query)["code"][0]
    visitor.get(first)
    visitor.client.cookies.delete("hewei-login")
    second = way(visitor, "linked-3", "", issuer)
    state = parse_qs(urlsplit(second).query)["state"][0]
    answer = visitor.get(f"/sign-in/provider/answer?code={code}&state={state}")
    assert answer.status_code == 401
    assert "未通过核验" in answer.text


def test_an_answer_belongs_to_the_browser_that_asked(
    visitor: Browser, trusting: App, issuer: str, runner: asyncio.Runner
) -> None:
    """An answer that somebody else began cannot be slipped to a victim's browser."""
    back = way(visitor, "linked-3", "", issuer)
    victim = Browser(
        httpx.Client(transport=Direct(runner, create_app(trusting)), base_url="http://desk.test")
    )
    victim.get("/sign-in")
    assert victim.get(back).status_code == 401


def test_a_refusal_of_the_provider_is_told(visitor: Browser) -> None:
    """Who is not let in there learns so here, and may use the password."""
    away = visitor.get("/sign-in/provider")
    state = parse_qs(urlsplit(away.headers["location"]).query)["state"][0]
    answer = visitor.get(f"/sign-in/provider/answer?error=access_denied&state={state}")
    assert answer.status_code == 401
    assert "没有同意登录" in answer.text


def test_a_provider_that_is_silent_leaves_the_password(trusting: App, runner: asyncio.Runner) -> None:
    """While the provider is down the page says so and offers the password."""
    silent = replace(trusting, settings=replace(trusting.settings, oidc_issuer="http://127.0.0.1:9"))
    browser = Browser(httpx.Client(transport=Direct(runner, create_app(silent)), base_url="http://desk.test"))
    page = browser.get("/sign-in/provider")
    assert page.status_code == 503
    assert 'name="password"' in page.text


def test_a_signed_in_person_links_the_account_themselves(visitor: Browser, issuer: str) -> None:
    """Whoever is signed in here and proves to be somebody there links the two; from then on one suffices."""
    visitor.sign_in("labour-med-1")
    away = visitor.get("/account/link")
    back = httpx.get(away.headers["location"] + "&login_hint=self-linked", timeout=60).headers["location"]
    assert visitor.get(back.removeprefix("http://desk.test")).headers["location"] == "/account?done=linked"
    page = visitor.get("/account?done=linked")
    assert 'action="/account/unlink"' in page.text
    visitor.post("/sign-out")
    assert visitor.get(way(visitor, "self-linked", "", issuer)).headers["location"] == "/cases"
    visitor.get("/account")
    visitor.post("/account/unlink")
    assert visitor.get("/account").text.count("/account/link") == 1


def test_an_answer_comes_within_ten_minutes(visitor: Browser, issuer: str, clock: FakeClock) -> None:
    """A page left open at the provider for too long is begun again."""
    back = way(visitor, "linked-3", "", issuer)
    clock.move_to(clock.now() + timedelta(minutes=10))
    assert visitor.get(back).status_code == 401
