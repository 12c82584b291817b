"""The processes of an installation, and who stands behind whom."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tasks.supervisor import BEHIND, PREPARED, Child, children, supervise
from workflows.cli.serve import must_be_free
from workflows.config import Settings, child_environment
from workflows.errors import PortTaken

WAITS = [sys.executable, "-c", "import time; time.sleep(60)"]


def settings_in(home: Path) -> Settings:
    """Return the settings of an installation in *home*."""
    return Settings(home=home, database=f"sqlite:///{home / 'hewei.db'}")


def test_only_prefects_server_stands_behind_who_answers_people(tmp_path: Path) -> None:
    """The web and the runner come before Prefect's server, which only shows what they do."""
    family = {child.name: child.behind for child in children(settings_in(tmp_path))}
    assert family == {"web": 0, "prefect": BEHIND, "runner": 0}


def test_a_process_that_stands_behind_gets_what_the_others_leave(tmp_path: Path) -> None:
    """The system is told, so that a busy Prefect takes no time from a page."""
    settings = settings_in(tmp_path)
    child = Child("waits", WAITS, tmp_path / "waits.log", behind=3, environment=child_environment(settings))
    child.start()
    try:
        assert child.process is not None
        mine = os.getpriority(os.PRIO_PROCESS, 0)
        assert min(mine + 3, 19) == os.getpriority(os.PRIO_PROCESS, child.process.pid)
    finally:
        child.stop()


def test_nothing_outlives_a_supervisor_that_was_killed(tmp_path: Path) -> None:
    """Killed without a word, it leaves no web behind that holds the port against the next start."""
    starts = (
        "import sys, time; from pathlib import Path; from tasks.supervisor import Child;"
        f"c = Child('waits', {WAITS!r}, Path({str(tmp_path / 'waits.log')!r})); c.start();"
        "print(c.process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", starts], stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        left = Path("/proc") / killed.stdout.readline().strip()
        killed.kill()
    with suppress(FileNotFoundError, ProcessLookupError):  # it may go while its state is read
        while "\nState:\tZ" not in (left / "status").read_text():
            time.sleep(0.05)


def test_a_port_that_somebody_has_is_refused() -> None:
    """The second start on one port says so and how to choose another, and does not try for ever."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match="--port"):
            must_be_free("127.0.0.1", port, "--port", patience=0)
    must_be_free("127.0.0.1", port, "--port", patience=0)


def test_what_cannot_be_prepared_is_not_started(tmp_path: Path) -> None:
    """Where preparing fails, its exit code is handed on, nothing runs, and the next start prepares again first."""
    settings = settings_in(tmp_path)
    assert supervise(settings, threading.Event(), ["no-such-command"]) == 2
    assert not (tmp_path / PREPARED).exists()
    assert not (tmp_path / "logs").exists()
