"""Warm workers: two processes that keep fonts and style sheets loaded, started at the first paper, renewed in time."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from tasks.printers.worker import SECONDS, Finished, make, start
from workflows.errors import PrinterBroke
from workflows.usecases.compose_paper import PaperOrder

LOG = logging.getLogger("hewei.press")
WORKERS = 2
RENEW_AFTER = 2_000
"""Papers, after which the workers are replaced, so that what a library forgets to free cannot grow."""

GRACE = 60.0
Outcome = tuple[PaperOrder, Finished | Exception]


class PrinterPool:
    """Prints orders in parallel; safe to use from one thread at a time."""

    def __init__(
        self,
        fonts: Path,
        *,
        workers: int = WORKERS,
        renew_after: int = RENEW_AFTER,
        seconds: float = SECONDS,
        ofd: bool = False,
    ) -> None:
        """Take the folder of font packages; no process is started before the first order.

        A paper may take *seconds*; after *renew_after* papers the workers are replaced. With *ofd* each paper
        is printed as OFD, too.
        """
        self._fonts = fonts
        self._seconds = seconds
        self._ofd = ofd
        self._workers = min(workers, os.cpu_count() or 1)
        self._renew_after = renew_after
        self._executor: ProcessPoolExecutor | None = None
        self._room: TemporaryDirectory[str] | None = None
        self._printed = 0
        self._lock = Lock()
        self.stopped = False

    def print_each(self, orders: Sequence[PaperOrder]) -> Iterator[Outcome]:
        """Yield each order with what became of it, in the order in which they are done.

        When a worker dies, what was in work beside it is done again one by one on fresh workers, so that only the
        order that breaks its worker ends as `PrinterBroke`.
        """
        left: list[PaperOrder] = []
        yield from self._together(orders, left)
        for order in left:
            still: list[PaperOrder] = []
            yield from self._together([order], still)
            if still:
                yield order, _broke(order)
        self._printed += len(orders)

    def _together(self, orders: Sequence[PaperOrder], left: list[PaperOrder]) -> Iterator[Outcome]:
        """Yield what could be done at once; what a dying or silent worker took with it goes into *left*."""
        executor = self._ready()
        waiting = {
            executor.submit(make, order, self._fonts, self._seconds, ofd=self._ofd): order for order in orders
        }
        try:
            for future in as_completed(waiting, timeout=self._seconds * len(orders) / self._workers + GRACE):
                order = waiting.pop(future)
                outcome = _outcome(future)
                if outcome is None:
                    left.append(order)
                else:
                    yield order, outcome
        except TimeoutError:
            left.extend(waiting.values())
        if left:
            self._kill()

    def stop(self) -> None:
        """Ask those who bring orders to bring no more; what was begun is ended."""
        self.stopped = True

    def close(self) -> None:
        """Let the workers end what they do and go; a later call starts new ones."""
        executor, room = self._taken()
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)
        if room is not None:
            room.cleanup()

    def _ready(self) -> ProcessPoolExecutor:
        if self._printed >= self._renew_after:
            self.close()
        with self._lock:
            if self._executor is None:
                self._printed = 0
                self._room = TemporaryDirectory(prefix="hewei-printers-", ignore_cleanup_errors=True)
                self._executor = ProcessPoolExecutor(
                    self._workers,
                    mp_context=get_context("spawn"),
                    initializer=start,
                    initargs=(self._fonts, Path(self._room.name)),
                )
            return self._executor

    def _taken(self) -> tuple[ProcessPoolExecutor | None, TemporaryDirectory[str] | None]:
        """Return the workers and the room for their files, which nobody else has from now on."""
        with self._lock:
            taken = self._executor, self._room
            self._executor = self._room = None
        return taken

    def _kill(self) -> None:
        executor, room = self._taken()
        if executor is None:
            return
        for process in list((executor._processes or {}).values()):  # noqa: SLF001 - 3.14 has kill_workers for this
            process.kill()
        executor.shutdown(wait=True, cancel_futures=True)
        if room is not None:
            room.cleanup()


def _outcome(future: Future[Finished]) -> Finished | Exception | None:
    """Return what became of one order; None where its worker died, or another one beside it."""
    try:
        return future.result()
    except (BrokenProcessPool, CancelledError):
        return None
    except Exception as fault:  # noqa: BLE001 - whatever went wrong belongs to this one paper; the press says it
        return fault


def _broke(order: PaperOrder) -> PrinterBroke:
    return PrinterBroke(
        f"The worker that printed {order.template} ended suddenly; the paper is tried again.",
        zh=f"打印《{order.template}》的进程意外结束；稍后自动重试。",
        document=order.template,
    )
