"""A whole Hewei as `hewei serve --demo` starts it: web, Prefect's server and the runner, in processes of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from tests.integration.prefect_processes import free_port, wait_until
from workflows.config import Settings, child_environment

ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Installation:
    """A running Hewei with the Yunyang sample data."""

    settings: Settings
    process: subprocess.Popen[bytes]

    @property
    def home(self) -> Path:
        """The folder in which everything of it lies."""
        return self.settings.home

    @property
    def address(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.settings.port}"

    def answers(self) -> bool:
        """Return whether the sign-in page is there."""
        assert self.process.poll() is None, f"hewei serve ended:\n{self.said()}"
        with suppress(httpx.HTTPError):
            return (
                httpx.get(f"{self.address}/sign-in", timeout=30, trust_env=False).status_code
                == httpx.codes.OK
            )
        return False

    def said(self) -> str:
        """Return what the command has printed."""
        return (self.home / "serve.log").read_text("utf-8")


class Host:
    """Starts an installation when a test first asks for one, and another after a test has ended it."""

    def __init__(self, new_home: Callable[[], Path]) -> None:
        """Each installation gets a folder from *new_home*."""
        self._new_home = new_home
        self._running: Installation | None = None

    def installation(self) -> Installation:
        """Return the one that runs; its pages answer."""
        if self._running is None or self._running.process.poll() is not None:
            self._running = _start(self._new_home())
            wait_until(self._running.answers, "the first page answers")
        return self._running

    def close(self) -> None:
        """End what runs."""
        if self._running is None or self._running.process.poll() is not None:
            return
        process = self._running.process
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(40)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def _start(home: Path) -> Installation:
    settings = Settings(
        home=home,
        database=f"sqlite:///{home / 'hewei.db'}",
        port=free_port(),
        prefect_port=free_port(),
    )
    command = [sys.executable, "-m", "workflows.cli", "serve", "--demo", "--port", str(settings.port)]
    environment = child_environment(settings, PYTHONPATH=str(ROOT))
    with (home / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=home, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    return Installation(settings, process)
