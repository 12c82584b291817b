"""Work beside the loop: every job is done by some thread, and whoever waits hears what became of it."""

from __future__ import annotations

import asyncio
from contextvars import ContextVar
from threading import Event, Thread, get_ident

import pytest

from workflows.web.threads import Crew, Job, in_thread

ASKED = ContextVar("asked", default="nobody")


def test_more_jobs_than_threads_are_all_done() -> None:
    """More requests than threads are all answered: those who came later wait for a thread that is free again."""

    async def ask() -> list[int]:
        loop, crew = asyncio.get_running_loop(), Crew(2)
        waiting = [loop.create_future() for _ in range(20)]
        for number, done in enumerate(waiting):
            crew.take(Job(lambda number=number: number, loop, done))
        return await asyncio.gather(*waiting)

    assert asyncio.run(ask()) == list(range(20))


def test_two_jobs_are_done_side_by_side() -> None:
    """A request that waits for the disk holds up no other: here each of two waits until the other was begun."""
    first, second = Event(), Event()

    async def ask() -> set[bool]:
        return {
            *await asyncio.gather(
                in_thread(lambda: first.set() or second.wait(30)),
                in_thread(lambda: second.set() or first.wait(30)),
            )
        }

    assert asyncio.run(ask()) == {True}


def test_work_is_done_in_the_name_of_its_request() -> None:
    """What belongs to a request goes along into the thread, and a refusal comes back to the one who asked."""

    async def ask() -> tuple[str, bool]:
        ASKED.set("赵")
        return await in_thread(ASKED.get), await in_thread(get_ident) != get_ident()

    assert asyncio.run(ask()) == ("赵", True)
    with pytest.raises(ZeroDivisionError):
        asyncio.run(in_thread(lambda: 1 // 0))


def test_a_fault_that_no_future_takes_is_told_as_well() -> None:
    """Whoever waits for work that took from an empty series hears of it, and does not wait for ever."""
    with pytest.raises(RuntimeError, match="empty series"):
        asyncio.run(in_thread(lambda: next(iter(()))))


def test_a_thread_that_was_not_to_be_had_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system gives no thread the request fails, and the next one waits for none that never came."""

    def none_left(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    async def ask() -> int:
        loop, crew = asyncio.get_running_loop(), Crew(1)
        done = loop.create_future()
        with monkeypatch.context() as poor:
            poor.setattr(Thread, "start", none_left)
            with pytest.raises(RuntimeError, match="new thread"):
                crew.take(Job(lambda: 0, loop, loop.create_future()))
        crew.take(Job(lambda: 1, loop, done))
        return int(await done)

    assert asyncio.run(ask()) == 1
