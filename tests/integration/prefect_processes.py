"""Start and end the real Prefect server and the real runner, each as a process of its own, for tests."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tasks.closed_network import api_url, prefect_environment
from tasks.supervisor import server_command
from workflows.config import Settings, child_environment

PATIENCE = 240.0


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port


def wait_until(true: Callable[[], bool], what: str, *, every: float = 0.25) -> None:
    """Wait for something that another process does, looking *every* so many seconds; say what did not come."""
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, f"waited in vain until {what}"
        time.sleep(every)


@contextmanager
def process(settings: Settings, command: list[str], name: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run *command* with the settings until the block ends; its words go to `<home>/<name>.log`."""
    environment = child_environment(settings, **prefect_environment(settings))
    with (settings.home / f"{name}.log").open("ab") as words:
        started = subprocess.Popen(command, env=environment, stdout=words, stderr=words)
        try:
            yield started
        finally:
            started.send_signal(signal.SIGTERM)
            try:
                started.wait(120)
            finally:
                started.kill()
                started.wait()


@contextmanager
def prefect_server(settings: Settings) -> Iterator[None]:
    """Run Prefect's server until the block ends."""
    with process(settings, server_command(settings), "prefect"):
        wait_until(lambda: _up(settings), "Prefect's server answers")
        yield


@contextmanager
def runner(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """Run the runner until the block ends."""
    with process(settings, [sys.executable, "-m", "tasks"], "runner") as started:
        yield started


def ask(settings: Settings, path: str, **body: Any) -> Any:
    """Return what Prefect's API answers, asking again while it is too busy to answer at all."""
    until = time.monotonic() + PATIENCE
    with httpx.Client(auth=_auth(settings), timeout=30, trust_env=False) as client:
        while True:
            try:
                return client.post(f"{api_url(settings)}{path}", json=body).raise_for_status().json()
            except httpx.TransportError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.25)


def runs(settings: Settings, flow: str) -> list[dict[str, Any]]:
    """Return the runs of *flow* that Prefect knows, oldest first."""
    found: list[dict[str, Any]] = ask(
        settings, "/flow_runs/filter", flows={"name": {"any_": [flow]}}, sort="START_TIME_ASC"
    )
    return found


def states(settings: Settings, flow: str) -> list[str | None]:
    """Return the type of state of each run of *flow*; of one that Prefect is only just writing down, None."""
    return [run["state_type"] for run in runs(settings, flow)]


def _up(settings: Settings) -> bool:
    try:
        told = httpx.get(f"{api_url(settings)}/admin/version", auth=_auth(settings), trust_env=False)
    except httpx.HTTPError:
        return False
    return told.status_code == httpx.codes.OK


def _auth(settings: Settings) -> tuple[str, str]:
    user, _, word = prefect_environment(settings)["PREFECT_API_AUTH_STRING"].partition(":")
    return user, word
