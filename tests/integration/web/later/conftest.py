"""Files in which time goes on or records break have a clock and a machine of their own: no other test finds them so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.integration.web.conftest import FRIDAY, Direct, yunyang
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.web.app import create_app


@pytest.fixture(scope="module")
def clock() -> FakeClock:
    """A clock that stands on a Friday morning, until a test of this file moves it."""
    return FakeClock(FRIDAY)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory, clock: FakeClock) -> Iterator[App]:
    """The machine of this file, with the Yunyang sample."""
    app = yunyang(tmp_path_factory.mktemp("home"), clock)
    yield app
    app.store.close()


@pytest.fixture(scope="module")
def new_client(machine: App, runner: asyncio.Runner) -> Callable[[], httpx.Client]:
    """Return a maker of clients of this file's machine."""
    transport = Direct(runner, create_app(machine))
    return lambda: httpx.Client(transport=transport, base_url="http://desk.test")
