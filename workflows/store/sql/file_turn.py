"""A turn between processes that write to one file: who has just written stands behind who waits.

SQLite itself lets whoever asks at the right moment write; of two busy processes one then gets five times as many
turns as the other and makes it wait for seconds. Two locks mend that: one for writing, and one for being the next.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workflows.errors import StoreLocked, StoreUnavailable

PAUSE = 0.0005
"""Seconds between two looks at a lock that another process holds."""


class FileTurn:
    """The turn for one database file, kept in two empty files beside it; the system ends it with the process."""

    def __init__(self, path: Path) -> None:
        self._places = [path.with_name(f"{path.name}-next"), path.with_name(f"{path.name}-turn")]
        self._files: list[int] = []

    @contextmanager
    def turn(self, *, timeout: float) -> Iterator[None]:
        """Hold the turn for the block. One thread of a process at a time.

        Raises:
            StoreLocked: another process held it for more than *timeout* seconds.
            StoreUnavailable: there is no folder for the database.
        """
        if not self._files:
            self._files = [_opened(place) for place in self._places]
        following, writing = self._files
        until = time.monotonic() + timeout
        _wait(following, until)
        try:
            _wait(writing, until)
        finally:
            fcntl.flock(following, fcntl.LOCK_UN)
        try:
            yield
        finally:
            fcntl.flock(writing, fcntl.LOCK_UN)

    def close(self) -> None:
        """Let the two files go."""
        for file in self._files:
            os.close(file)
        self._files = []


def _opened(place: Path) -> int:
    try:
        return os.open(place, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreUnavailable(f"The database's folder {place.parent} cannot be used: {error}") from error


def _wait(file: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise StoreLocked("Another program kept the database busy; send the same again.") from error
            time.sleep(PAUSE)
        else:
            return
