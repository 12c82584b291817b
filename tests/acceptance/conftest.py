"""A whole installation in processes of its own, and a real browser."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.acceptance.desk_player import PATIENCE
from workflows.config import Settings, child_environment

expect.set_options(timeout=PATIENCE)
ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True)
class Installation:
    """A running Hewei with the Yunyang sample data."""

    address: str
    home: Path


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Hewei as `hewei serve --demo` starts it: web, Prefect's server and the runner."""
    home, port = tmp_path_factory.mktemp("hewei"), free_port()
    settings = Settings(
        home=home, database=f"sqlite:///{home / 'hewei.db'}", port=port, prefect_port=free_port()
    )
    env = child_environment(settings, PYTHONPATH=str(ROOT))
    with (home / "serve.log").open("wb") as log:
        served = subprocess.Popen(
            [sys.executable, "-m", "workflows.cli", "serve", "--demo", "--port", str(port)],
            cwd=home, env=env, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(f"{address}/sign-in", served)
        yield Installation(address, home)
    finally:
        served.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            served.wait(40)
        if served.poll() is None:
            os.killpg(served.pid, signal.SIGKILL)


def _wait(address: str, served: subprocess.Popen[bytes], seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert served.poll() is None, "hewei serve ended; look at its log"
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(address, trust_env=False).status_code == httpx.codes.OK:
                return
        time.sleep(0.3)
    raise AssertionError(f"{address} did not answer within {seconds} s")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    assert path, "Chromium is needed (Debian: apt install chromium)"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
