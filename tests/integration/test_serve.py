"""`hewei serve`: one command starts everything, mends what dies, and takes everything with it when it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from tests.integration.prefect_processes import free_port, wait_until
from workflows.bootstrap import bootstrap
from workflows.config import Settings, child_environment
from workflows.usecases.show_status import health

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Settings, subprocess.Popen[bytes]]]:
    """A fresh installation, served with the sample data as `make run` does."""
    home = tmp_path_factory.mktemp("served")
    settings = Settings(
        home=home, database=f"sqlite:///{home}/hewei.db", port=free_port(), prefect_port=free_port()
    )
    command = [sys.executable, "-m", "workflows.cli", "serve", "--demo", "--port", str(settings.port)]
    with (home / "said").open("wb") as said:
        served = subprocess.Popen(command, env=child_environment(settings), stdout=said, stderr=said)
        yield settings, served
        served.kill()
        served.wait()


def children(pid: int) -> dict[str, int]:
    """Return the processes that *pid* started, by what they run."""
    names = {"workflows.web": "web", "uvicorn": "prefect", "tasks": "runner"}
    found = {}
    for folder in Path("/proc").iterdir():
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            words = (folder / "cmdline").read_text().split("\0")
        except (OSError, IndexError):
            continue
        if parent == str(pid) and words[1:2] == ["-m"]:
            found[names.get(words[2], words[2])] = int(folder.name)
    return found


def answers(settings: Settings) -> bool:
    """Return whether the sign-in page is there."""
    try:
        address = f"http://127.0.0.1:{settings.port}/sign-in"
        return httpx.get(address, timeout=30, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def gone(pid: int) -> bool:
    """Return whether the process has ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def joined(settings: Settings) -> None:
    """Wait until pages answer and Prefect has joined."""
    wait_until(lambda: answers(settings), "the first page answers")
    app = bootstrap(replace(settings, sample=True))
    wait_until(lambda: health(app).prefect, "Prefect has joined")
    app.store.close()


def test_nothing_is_asked_outside(serving: tuple[Settings, subprocess.Popen[bytes]]) -> None:
    """Web, Prefect and runner talk to this machine only: no socket of theirs leads to another address."""
    settings, served = serving
    joined(settings)
    inodes = {inode for pid in children(served.pid).values() for inode in sockets(pid)}
    assert {peer for peer in peers(inodes) if not peer.startswith("127.")} == set()


def test_one_command_starts_all_mends_what_dies_and_ends_all(
    serving: tuple[Settings, subprocess.Popen[bytes]],
) -> None:
    """Pages answer before Prefect is there; a killed web comes back; SIGTERM leaves no process behind."""
    settings, served = serving
    wait_until(lambda: answers(settings), "the first page answers")
    assert "hewei-demo" in (settings.home / "said").read_text("utf-8")
    joined(settings)
    first = children(served.pid)
    assert set(first) == {"web", "prefect", "runner"}
    os.kill(first["web"], signal.SIGKILL)
    wait_until(
        lambda: children(served.pid).get("web", first["web"]) != first["web"], "the web is started again"
    )
    wait_until(lambda: answers(settings), "the pages answer again")
    last = children(served.pid)
    served.send_signal(signal.SIGTERM)
    assert served.wait(240) == 0
    wait_until(lambda: all(gone(pid) for pid in last.values()), "every process has ended")


def sockets(pid: int) -> set[str]:
    """Return the inodes of the sockets that a process holds."""
    links = (str(each.readlink()) for each in Path(f"/proc/{pid}/fd").iterdir() if each.is_symlink())
    return {link[8:-1] for link in links if link.startswith("socket:[")}


def peers(inodes: set[str]) -> set[str]:
    """Return the IPv4 addresses to which TCP or UDP sockets among *inodes* lead."""
    found = set()
    for table in ("tcp", "udp"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in inodes:
                octets = bytes.fromhex(fields[2].partition(":")[0])[::-1]
                if any(octets):  # four zeros: it listens
                    found.add(".".join(str(each) for each in octets))
    return found
