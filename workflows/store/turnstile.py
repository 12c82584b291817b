"""A lock that lets threads through in the order in which they came."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from workflows.errors import StoreLocked, WriteInsideWrite


class Turnstile:
    """One at a time, first come first served: no writer starves, whatever the load (a plain lock is not fair)."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._queue: deque[threading.Lock] = deque()
        self._taken = False
        self._owner = 0

    @property
    def waiting(self) -> int:
        """How many stand in the queue now."""
        return len(self._queue)

    @contextmanager
    def turn(self, *, timeout: float) -> Iterator[None]:
        """Hold the turn for the block; wait for it up to *timeout* seconds.

        Raises:
            StoreLocked: the turn did not come in time.
            WriteInsideWrite: this thread has the turn already.
        """
        self._enter(timeout)
        try:
            yield
        finally:
            self._leave()

    def _enter(self, timeout: float) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._owner == me:
                raise WriteInsideWrite
            if not self._taken:
                self._taken, self._owner = True, me
                return
            gate = threading.Lock()
            gate.acquire()
            self._queue.append(gate)
        if not gate.acquire(timeout=timeout) and self._gave_up(gate):
            raise StoreLocked(seconds=timeout)
        self._owner = me

    def _gave_up(self, gate: threading.Lock) -> bool:
        """Return True if the gate was still closed; False if the turn was handed over at the last moment."""
        with self._guard:
            if gate not in self._queue:
                return False
            self._queue.remove(gate)
            return True

    def _leave(self) -> None:
        with self._guard:
            self._owner = 0
            if self._queue:
                self._queue.popleft().release()
            else:
                self._taken = False
