"""A tree of processes, looked at through /proc: how much processor time and memory it takes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

PROC = Path("/proc")
TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


class Tree:
    """A process and all that descend from it; Linux only."""

    def __init__(self, root: int) -> None:
        """Take the process at the top."""
        self._root = root

    def cpu_seconds(self) -> float:
        """Return the processor time that the tree has used, processes included that have ended by now."""
        return sum(sum(map(int, fields[11:15])) for fields in self._living()) / TICK

    def resident_bytes(self) -> int:
        """Return the memory that the tree holds; what processes share counts for each."""
        return sum(int(fields[21]) for fields in self._living()) * PAGE

    def _living(self) -> Iterator[list[str]]:
        """Yield what `/proc/<pid>/stat` says after the name, from the state on, of the root and its descendants."""
        stats = dict(_stats())
        family = {self._root}
        while more := {pid for pid, fields in stats.items() if int(fields[1]) in family} - family:
            family |= more
        yield from (stats[pid] for pid in family if pid in stats)


def _stats() -> Iterator[tuple[int, list[str]]]:
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            try:
                text = (folder / "stat").read_text()
            except OSError:
                continue  # it ended meanwhile
            yield int(folder.name), text.rpartition(")")[2].split()
