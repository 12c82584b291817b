"""The supervisor: keeps the web, Prefect's server and the runner alive, and stops them in order."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tasks.closed_network import prefect_environment
from workflows.config import Settings, child_environment, read_settings

GRACE = 10.0
CALM = 60.0
LONGEST_PAUSE = 30.0
HEAD_START = 10.0
"""Seconds that the others wait at most for the web's first answer."""
BEHIND = 2
"""How far Prefect's server stands behind web and runner: nobody waits for it, but it must join a busy machine, too."""

PARENT_DEATH = 1
"""PR_SET_PDEATHSIG of prctl(2)."""

PREPARED = "prepared"
"""The file in the home folder that says that this installation was whole once: its web need not wait."""

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - read, not listened on


@dataclass
class Child:
    """One process that must live: how to start it, and how often it died lately."""

    name: str
    command: Sequence[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    behind: int = 0
    environment: dict[str, str] = field(default_factory=dict)

    def start(self) -> None:
        """Start the process, its words going to its own log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as words:
            self.process = subprocess.Popen(  # noqa: S603 - our own commands only
                self.command,
                env=self.environment,
                stdout=words,
                stderr=words,
                stdin=subprocess.DEVNULL,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - this process has one thread
            )
        if self.behind:  # its threads are born after this and stand where it stands
            os.setpriority(os.PRIO_PROCESS, self.process.pid, os.nice(0) + self.behind)
        self.started = time.monotonic()

    def dead(self) -> bool:
        """Return whether it ended by itself."""
        return self.process is not None and self.process.poll() is not None

    def pause(self) -> float:
        """Return how many seconds to wait before the next start: more after each early death."""
        calm = time.monotonic() - self.started > CALM
        self.deaths = 0 if calm else self.deaths + 1
        return min(2.0**self.deaths, LONGEST_PAUSE) if self.deaths else 0.5

    def stop(self) -> None:
        """Ask it to end, and end it when it does not."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _end_with_parent() -> None:
    """Have the system ask this process to end when the supervisor does, even if that was killed; Linux alone can."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGTERM)


def children(settings: Settings) -> list[Child]:
    """Return the processes of an installation in the order in which they start: web, Prefect, runner."""
    logs = settings.home / "logs"
    plain = child_environment(settings)
    with_prefect = child_environment(settings, **prefect_environment(settings))
    python = sys.executable
    web = Child("web", [python, "-m", "workflows.web"], logs / "web.log", environment=plain)
    server = Child(
        "prefect", server_command(settings), logs / "prefect.log", behind=BEHIND, environment=with_prefect
    )
    runner = Child("runner", [python, "-m", "tasks"], logs / "runner.log", environment=with_prefect)
    return [web, runner] if settings.prefect_api else [web, server, runner]


def supervise(settings: Settings, stop: threading.Event, prepare: Sequence[str] = ()) -> int:
    """Start the processes and keep them alive until *stop* is set; then end runner, web and Prefect in this order.

    What *prepare* commands is done before anything else in a new installation, and beside the starting web in one that
    was prepared before. Returns the exit code: that of the preparing where it failed, else 0.
    """
    family = children(settings)
    failed = _prepare(settings, stop, prepare, family[0]) if prepare else 0
    if failed or stop.is_set():
        family[0].stop()
        return failed
    again: dict[str, float] = {}
    for child in family:
        _begin(child, settings, stop)
    while not stop.wait(0.5):
        for child in family:
            _keep_alive(child, again)
    for child in sorted(family, key=lambda each: ("runner", "web", "prefect").index(each.name)):
        child.stop()
    return 0


def _prepare(settings: Settings, stop: threading.Event, words: Sequence[str], web: Child) -> int:
    """Let the command line prepare the installation, speaking to the console; return its exit code."""
    done = settings.home / PREPARED
    if done.exists():
        web.start()
    command = [sys.executable, "-m", "workflows.cli", *words]
    process = subprocess.Popen(command, env=child_environment(settings))  # noqa: S603 - our own commands only
    while process.poll() is None:
        if stop.wait(0.05):
            process.terminate()
            process.wait()
    if process.returncode == 0:
        done.touch()
        _announce(settings)
    return process.returncode


def _announce(settings: Settings) -> None:
    prefect = settings.prefect_api or f"http://127.0.0.1:{settings.prefect_port}"
    print(  # noqa: T201 - the console
        f"\n和为 Hewei  http://{settings.host}:{settings.port}/   (Ctrl+C 停止 / stops)\n"
        f"Prefect  {prefect}  约十秒后就绪 / joins in about ten seconds\n"
        f"日志 / logs  {settings.home / 'logs'}",
        flush=True,
    )


def _begin(child: Child, settings: Settings, stop: threading.Event) -> None:
    if child.process is None:
        child.start()
    if child.name == "web":
        _let_answer(settings, stop)


def _let_answer(settings: Settings, stop: threading.Event) -> None:
    """Let the web have the processors until it answers; who works does not wait for Prefect."""
    host = settings.host if settings.host not in EVERYWHERE else "127.0.0.1"
    until = time.monotonic() + HEAD_START
    while time.monotonic() < until and not stop.wait(0.1):
        with suppress(OSError), socket.create_connection((host, settings.port), timeout=0.5):
            return


def _keep_alive(child: Child, again: dict[str, float]) -> None:
    if child.dead() and child.name not in again:
        again[child.name] = time.monotonic() + child.pause()
        print(f"{child.name} ended; it is started again (see {child.log}).", file=sys.stderr)  # noqa: T201 - the console
    if again.get(child.name, float("inf")) <= time.monotonic():
        del again[child.name]
        child.start()


def server_command(settings: Settings) -> list[str]:
    """Return how Prefect's server starts; its own command would keep a second process of 100 MB beside it."""
    return [
        sys.executable,
        "-m",
        "uvicorn",
        "--factory",
        "prefect.server.api.server:create_app",
        "--host",
        "127.0.0.1",
        "--port",
        str(settings.prefect_port),
        "--log-level",
        "warning",
    ]


def main() -> None:
    """Supervise until SIGTERM or SIGINT; words on the command line name what `hewei` is to prepare first."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    sys.exit(supervise(read_settings(), stop, sys.argv[1:]))


if __name__ == "__main__":
    main()
