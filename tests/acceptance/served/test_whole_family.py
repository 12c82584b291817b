"""`hewei serve`: one command starts everything, mends what dies, and takes everything with it when it ends."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from tests.acceptance.served.installation import Installation
from tests.integration.prefect_processes import wait_until
from workflows.bootstrap import bootstrap
from workflows.usecases.show_status import health

pytestmark = pytest.mark.slow


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


def gone(pid: int) -> bool:
    """Return whether the process has ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def joined(installation: Installation) -> None:
    """Wait until Prefect has joined."""
    app = bootstrap(replace(installation.settings, sample=True))
    wait_until(lambda: health(app).prefect, "Prefect has joined")
    app.store.close()


def test_nothing_is_asked_outside(installation: Installation) -> None:
    """Web, Prefect and runner talk to this machine only: no socket of theirs leads to another address."""
    joined(installation)
    inodes = {inode for pid in children(installation.process.pid).values() for inode in sockets(pid)}
    assert {peer for peer in peers(inodes) if not peer.startswith("127.")} == set()


def test_one_command_starts_all_mends_what_dies_and_ends_all(installation: Installation) -> None:
    """Web, Prefect and runner are up, a killed web comes back, and SIGTERM leaves no process behind."""
    served = installation.process
    assert "hewei-demo" in installation.said()
    joined(installation)
    first = children(served.pid)
    assert set(first) == {"web", "prefect", "runner"}
    os.kill(first["web"], signal.SIGKILL)
    wait_until(
        lambda: children(served.pid).get("web", first["web"]) != first["web"], "the web is started again"
    )
    wait_until(installation.answers, "the pages answer again")
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
