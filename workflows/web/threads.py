"""Work that waits for a database or a disk is done in a thread, so that the loop goes on with others meanwhile."""

from __future__ import annotations

from asyncio import AbstractEventLoop, Future, get_running_loop
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
MOST = 40
"""So many requests are worked on at once; of those that write, one at a time goes on anyway."""


class Job(NamedTuple):
    """What is to be done, and who in which loop waits for it."""

    call: Callable[[], Any]
    loop: AbstractEventLoop
    done: Future[Any]


Box = SimpleQueue[Job]
"""What one thread has to do next. A queue for all would wake a second thread with each job, which finds it gone."""


class Crew:
    """Threads that are made when all others are at work, and then stay; whoever rested last works first.

    What that one worked with is still at hand. Python's own pool takes them in turn, makes a second future with a
    condition for each job and ties it to the loop's; one is enough. A thread ends with its process: what it had not
    committed was never answered.
    """

    def __init__(self, most: int) -> None:
        self._guard = Lock()
        self._resting: list[Box] = []
        self._waiting: deque[Job] = deque()
        self._missing = most

    def take(self, job: Job) -> None:
        """Let a thread do *job*; where all are at work and no more may be made, the first that is free."""
        with self._guard:
            if self._resting:
                self._resting.pop().put(job)
                return
            if not self._missing:
                self._waiting.append(job)
                return
            self._missing -= 1
        box: Box = SimpleQueue()
        box.put(job)
        try:
            Thread(target=self._work, args=(box,), name="request", daemon=True).start()
        except RuntimeError:  # the system gives none now: this request fails, a later one may have its thread
            with self._guard:
                self._missing += 1
            raise

    def _work(self, box: Box) -> None:
        while True:
            _do(box.get())
            with self._guard:
                if self._waiting:
                    box.put(self._waiting.popleft())
                else:
                    self._resting.append(box)


_crew = Crew(MOST)


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what *work* returns, done in a thread in the name of the same request.

    The framework's own way looks after limits and cancelling, which no use case needs, and costs twice as much.
    """
    loop = get_running_loop()
    done: Future[T] = loop.create_future()
    _crew.take(Job(partial(copy_context().run, work, *args, **kwargs), loop, done))
    return await done


def _do(job: Job) -> None:
    try:
        tell = partial(_tell, job.done, job.done.set_result, job.call())
    except BaseException as error:  # noqa: BLE001 - whoever waits for the answer gets it
        tell = partial(_tell, job.done, job.done.set_exception, _raisable(error))
    with suppress(RuntimeError):  # the loop has ended meanwhile, and all who waited in it
        job.loop.call_soon_threadsafe(tell)


def _tell(done: Future[Any], way: Callable[[Any], None], what: object) -> None:
    if not done.done():  # nobody waits any more for what was cancelled
        way(what)


def _raisable(error: BaseException) -> BaseException:
    """Return *error* as a future takes it; one that has a StopIteration never tells who waits for it."""
    if not isinstance(error, StopIteration):
        return error
    fault = RuntimeError("the work took from an empty series")
    fault.__cause__ = error
    return fault
