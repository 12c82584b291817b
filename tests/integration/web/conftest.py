"""A whole machine in memory with the sample place, and browsers and programs that talk to it without a network."""

from __future__ import annotations

import asyncio
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.quick_hash import quick_hash
from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.web.app import create_app

PASSWORD = "a password for tests only"
FRIDAY = datetime(2025, 11, 28, 1, 0, tzinfo=UTC)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@pytest.fixture(scope="session")
def clock() -> FakeClock:
    """A clock that stands on a Friday morning."""
    return FakeClock(FRIDAY)


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory, clock: FakeClock) -> Iterator[App]:
    """The machine with the Yunyang sample."""
    app = yunyang(tmp_path_factory.mktemp("home"), clock)
    yield app
    app.store.close()


def yunyang(home: Path, clock: FakeClock) -> App:
    """Return a new machine with the Yunyang sample."""
    app = bootstrap(
        Settings(home=home, database="memory:", sample=True), clock=clock, store=open_store("memory:")
    )
    app.store.prepare()
    load_pack(app, "yunyang", password=quick_hash(PASSWORD))
    return app


@dataclass
class Browser:
    """A browser without scripts: keeps cookies, takes the form token from the last page."""

    client: httpx.Client
    page: httpx.Response | None = None

    def get(self, address: str, **more: Any) -> httpx.Response:
        """Open a page."""
        self.page = self.client.get(address, **more)
        return self.page

    def post(self, address: str, data: Mapping[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Send a form of the last page."""
        assert self.page is not None
        token = TOKEN.search(self.page.text)
        assert token is not None
        self.page = self.client.post(address, data={"csrf_token": token.group(1), **(data or {})}, **more)
        return self.page

    def sign_in(self, login: str, password: str = PASSWORD) -> httpx.Response:
        """Sign in by the page."""
        self.get("/sign-in")
        return self.post("/sign-in", {"login": login, "password": password, "next": "/"})


@dataclass
class Program:
    """A program with a token."""

    client: httpx.Client
    token: str
    keys: list[str] = field(default_factory=list)

    def headers(self, key: str = "") -> dict[str, str]:
        """Return the headers of a write."""
        return {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key or uuid.uuid4().hex}

    def get(self, address: str) -> httpx.Response:
        """Read."""
        return self.client.get(f"/api{address}", headers={"Authorization": f"Bearer {self.token}"})

    def post(self, address: str, body: Any = None, key: str = "") -> httpx.Response:
        """Write."""
        return self.client.post(f"/api{address}", json=body or {}, headers=self.headers(key))

    def put(self, address: str, content: bytes) -> httpx.Response:
        """Replace a file."""
        headers = self.headers() | {"Content-Type": "application/octet-stream"}
        return self.client.put(f"/api{address}", content=content, headers=headers)


class Direct(httpx.BaseTransport):
    """Hands requests to the application without a network; an unexpected error becomes an answer of 500."""

    def __init__(self, runner: asyncio.Runner, app: Any) -> None:
        self.runner = runner
        self.inner = httpx.ASGITransport(app=app, raise_app_exceptions=False, client=("192.0.2.7", 5000))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer, read whole."""
        return self.runner.run(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self.inner.handle_async_request(request)
        body = b"".join([piece async for piece in answer.aiter_raw()])
        return httpx.Response(answer.status_code, headers=answer.headers, content=body)


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for all requests."""
    with asyncio.Runner() as made:
        yield made


@pytest.fixture(scope="session")
def new_client(machine: App, runner: asyncio.Runner) -> Callable[[], httpx.Client]:
    """Return a maker of clients that do not follow redirects and get 500 as an answer."""
    transport = Direct(runner, create_app(machine))
    return lambda: httpx.Client(transport=transport, base_url="http://desk.test")


@pytest.fixture
def anyone(new_client: Callable[[], httpx.Client]) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(new_client())


@pytest.fixture
def browser(new_client: Callable[[], httpx.Client]) -> Callable[[str], Browser]:
    """Return a maker of browsers in which a sample person is signed in."""

    def make(login: str) -> Browser:
        made = Browser(new_client())
        assert made.sign_in(login).status_code == 303
        made.get("/period")
        return made

    return make


@pytest.fixture
def program(new_client: Callable[[], httpx.Client]) -> Callable[[str], Program]:
    """Return a maker of programs that act for a sample person."""

    def make(login: str) -> Program:
        client = new_client()
        answer = client.post("/api/sign-in", json={"login": login, "password": PASSWORD})
        assert answer.status_code == 200
        return Program(client, answer.json()["token"])

    return make


@dataclass(frozen=True)
class Place:
    """The sample people and bodies these tests speak of."""

    org: str = "yunyang-qinglong"
    clerk: str = "qinglong-desk"
    chair: str = "qinglong-chair"
    mediator: str = "qinglong-med-1"
    foreign_mediator: str = "labour-med-1"
    court: str = "court-desk"
    judge: str = "court-judge"
    designer: str = "designer"
    admin: str = "admin"


@pytest.fixture
def place() -> Place:
    """The sample people and bodies."""
    return Place()


PARTIES = [
    {"role": "applicant", "name": "张禾(示例)", "phone": "13800005678", "id_number": "500235198001010000"},
    {"role": "respondent", "name": "李苗(示例)", "phone": "13900001234"},
]


@pytest.fixture
def new_case(program: Callable[[str], Program], place: Place) -> Callable[..., dict[str, Any]]:
    """Return a maker of cases at the street centre."""

    def make(title: str = "张禾与李苗田界纠纷(示例)", **answers: Any) -> dict[str, Any]:
        known = {"claim.title": title, "parties": PARTIES, **answers}
        answer = program(place.clerk).post("/cases", {"org_id": place.org, "answers": known})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return make
